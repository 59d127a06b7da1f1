jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    cache path: '/x'
    cache path: '/x', sharing: 'locked'
    workdir path: '/x'
}
