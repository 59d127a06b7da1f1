jbuild '1'

run 'make'
target('all') {
    from 'alpine'
}
