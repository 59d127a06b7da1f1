jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    String a = 'x'
    if (a = 'y') { run 'x' }
}
