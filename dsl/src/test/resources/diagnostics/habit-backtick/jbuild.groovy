jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    run `make`
}
