jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    ADD 'https://example.org/a', '/a'
}
