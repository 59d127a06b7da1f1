jbuild '1'

target('all') {
    from 'alpine'
    run 'x' * 2_000_000_000
}
