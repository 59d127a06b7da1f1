jbuild '1'

target('all') {
    from 'alpine'
    workdir '/a'
    artifact 'dist', as: 'a'
    workdir '/b'
    artifact 'dist', as: 'b'
}
