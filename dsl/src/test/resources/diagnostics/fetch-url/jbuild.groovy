jbuild '1'

target('all') {
    from 'alpine'
    fetch 'https://me:secret@example.org/a', sha256: 'a' * 64, into: './'
}
