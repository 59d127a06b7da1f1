jbuild '1'

target('all') {
    from 'alpine'
    expose 80, 70000
}
