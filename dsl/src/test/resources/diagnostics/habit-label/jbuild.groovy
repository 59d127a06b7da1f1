jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    label 'a=b'
    annotation 'org.example.key=some value'
    label 'a'
}
