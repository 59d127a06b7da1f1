jbuild '1'

target('all') {
    from 'alpine'
    run 'make', timeout: '5 minutes'
}
