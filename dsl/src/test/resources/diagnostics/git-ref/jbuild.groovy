jbuild '1'

target('all') {
    from 'alpine'
    gitClone 'https://example.org/a.git', ref: 'main~2', into: './'
}
