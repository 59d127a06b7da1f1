jbuild '1'

targt('all') {
    from 'alpine'
    run 'make'
}
