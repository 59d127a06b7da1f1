jbuild '1'

target('all') {
    from 'alpine'
    run 'make', env: ['A-B': 'c']
}
