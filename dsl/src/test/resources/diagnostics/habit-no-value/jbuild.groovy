jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    workdir
    ssh
    if (ci) { user }
    cache
}
