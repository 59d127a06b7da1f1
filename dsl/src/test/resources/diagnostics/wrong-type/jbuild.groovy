jbuild '1'

target('all') {
    int port = '80'
    from 'alpine'
}
