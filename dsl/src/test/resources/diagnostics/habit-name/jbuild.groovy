jbuild '1'

target(foo) {
    from 'scratch'
}
