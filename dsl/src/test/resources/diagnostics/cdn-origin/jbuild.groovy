jbuild '1'

target('all') {
    from 'alpine'
    cdn 'dist', to: 'https://cdn.example.com'
}
