jbuild '1'

target('all') {
    build '+test', '+scan', '+image'
}

target('deps') {
    from 'debian:bookworm-slim'
    run 'mix deps.get'
}

target('test-image') {
    from '+deps'
    run 'mix compile'
}

target('test') {
    from '+test-image-dialyzer'
    run 'mix test'
}

target('prod-install') {
    from 'debian:bookworm-slim'
    artifact '/root'
}

target('image') {
    from 'scratch'
    copy '+deploy-install/root', into: '/'
    copy '+prod-install/rootfs', into: '/'
}

target('scan') {
    from '+prod-base'
    run 'trivy filesystem /'
}
