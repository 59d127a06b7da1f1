jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    copy '+b/out', into: '/'
}
target('b') {
    from '+all'
    copy '+all/out', into: '/'
    copy '+c/none', into: '/'
}
target('c') {
    from 'debian:bookworm-slim'
}
