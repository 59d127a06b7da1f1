jbuild '1'

target('all') {
    from 'alpine'
    fetch 'https://example.org/', sha256: 'a' * 64, into: './'
}
