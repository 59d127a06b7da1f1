jbuild '1'

target('all') {
    from 'alpine'
    copy '../x', into: './'
}
