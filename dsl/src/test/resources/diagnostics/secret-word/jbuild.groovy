jbuild '1'

target('all') {
    from 'alpine'
    secret 'hunter2 and more'
}
