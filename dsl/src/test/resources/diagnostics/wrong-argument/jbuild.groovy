jbuild '1'

target('all') {
    from 'alpine'
    run 12
}
