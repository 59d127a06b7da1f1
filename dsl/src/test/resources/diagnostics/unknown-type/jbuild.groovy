jbuild '1'

target('all') {
    Fool x = null
    from 'alpine'
}
