jbuild '1'

target('all') {
    from 'alpine'
    copy '/lib/x', from: 'alpine', into: './', symlinks: 'folow'
}
