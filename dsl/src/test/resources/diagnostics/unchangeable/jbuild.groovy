jbuild '1'

target('all') {
    from 'alpine'
    def names = ['a'].asImmutable()
    names << 'b'
}
