jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    String pattern = '(x+x+)+y'
    String text = 'x' * 60
    [text].each { line ->
        run line.find(pattern) ?: 'none'
    }
}
