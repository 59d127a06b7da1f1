jbuild '2'
target('all') {
    from 'alpine'
}
