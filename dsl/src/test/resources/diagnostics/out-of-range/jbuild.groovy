jbuild '1'

target('all') {
    from 'alpine'
    String name = 'ab'
    run name.substring(5)
}
