jbuild '1'

target('all') {
    from 'alpine'
    String name = null
    run name.trim()
}
