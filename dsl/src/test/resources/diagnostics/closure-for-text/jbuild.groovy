jbuild '1'

target('all') {
    from 'alpine'
    run { 'make' }
    copy 'a', into: { 'b' }
}
