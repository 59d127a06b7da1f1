jbuild '1'

target('all') {
    form 'alpine'
}
