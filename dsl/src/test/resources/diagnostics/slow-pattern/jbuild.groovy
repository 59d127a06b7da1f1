jbuild '1'

String name = 'a' * 60 + '!'

target('all') {
    from 'alpine'
    if (name ==~ /(a+)+\1b/) {
        run 'true'
    }
}
