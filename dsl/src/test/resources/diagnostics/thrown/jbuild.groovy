jbuild '1'

target('all') {
    from 'alpine'
    throw new IllegalStateException('not today')
}
