jbuild '1'

target('all') {
    from 'alpine'
    expose Integer.parseInt('80a')
}
