jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    # build it
    run 'make'
}
