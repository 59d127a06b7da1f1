jbuild '1'

target('all') {
    from 'alpine'
    copy '+all/out', from: 'busybox', into: './'
}
