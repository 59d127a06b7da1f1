jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    RUN apt-get update
}
