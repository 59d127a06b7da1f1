jbuild '1'

String name = 'a' * 60 + '!'
String pattern = '(a+)+\\1b'

target('all') {
    from 'alpine'
    [name].each { text ->
        run text.find(pattern) ?: 'true'
    }
}
