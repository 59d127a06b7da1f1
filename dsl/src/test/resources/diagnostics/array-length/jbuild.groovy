jbuild '1'

target('all') {
    from 'alpine'
    def names = 'a b'.split()
    run "echo ${names.length}"
}
