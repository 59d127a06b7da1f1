jbuild '1'

target('all') {
    from 'alpine'
    run((1..2_000_000_000).join(' '))
}
