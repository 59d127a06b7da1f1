jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    env 'A=b'
}
