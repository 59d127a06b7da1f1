jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    String pattern = '(v1'
    run 'v1.2'.find(pattern) ?: 'none'
}
