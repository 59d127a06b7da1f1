jbuild '1'

target('all') {
    from 'alpine'
    run 'make', mounts: ['/': 'src']
}
