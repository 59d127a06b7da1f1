jbuild '1'

target('deps') { from 'scratch' }
target('all') {
    from +deps
}
