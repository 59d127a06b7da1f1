jbuild '1'

target('all') {
    from 'alpine'
    String[] names = 'a b'.split()
    run names.join(' ')
}
