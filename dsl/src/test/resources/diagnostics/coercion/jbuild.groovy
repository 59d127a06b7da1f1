jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    String command = ['make', 'all']
    run command
}
