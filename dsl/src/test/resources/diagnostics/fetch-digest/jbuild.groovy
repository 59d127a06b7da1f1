jbuild '1'

target('all') {
    from 'alpine'
    fetch 'https://example.org/a', sha256: 'abc', into: './'
}
