jbuild '1'

target('all') {
    from 'alpine'
    def all = ['a', 'b']
    run "make $all"
}
