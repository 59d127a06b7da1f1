jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    run 'v1.2'.replaceAll('v') { it.toUpperCase() }
}
