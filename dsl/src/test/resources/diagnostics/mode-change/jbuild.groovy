jbuild '1'

target('all') {
    from 'alpine'
    copy 'src', into: './', chmod: 'g=q'
}
