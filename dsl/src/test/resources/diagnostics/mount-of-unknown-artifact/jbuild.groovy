jbuild '1'

target('deps') {
    from 'alpine'
    artifact '/out'
}

target('all') {
    from 'alpine'
    run 'make', mounts: ['/deps': '+deps/lib']
}
