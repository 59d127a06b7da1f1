jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    for x in a b; do echo x; done
}
