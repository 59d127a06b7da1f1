jbuild '1'

target('all') {
    from 'alpine'
    artifact 'x', as: '../x'
}
