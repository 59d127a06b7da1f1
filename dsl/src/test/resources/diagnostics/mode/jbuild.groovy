jbuild '1'

target('all') {
    from 'alpine'
    copy 'a', into: './', chmod: '999'
}
