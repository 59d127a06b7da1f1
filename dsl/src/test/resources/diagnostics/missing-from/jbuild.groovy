jbuild '1'

target('all') {
    run 'make'
}
