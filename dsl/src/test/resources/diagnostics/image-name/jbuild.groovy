jbuild '1'

target('all') {
    from 'Alpine:3'
}
