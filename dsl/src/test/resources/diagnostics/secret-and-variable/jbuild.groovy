jbuild '1'

target('all') {
    from 'alpine'
    run 'make', env: [TOKEN: 'a'], secrets: [TOKEN: 'token']
}
