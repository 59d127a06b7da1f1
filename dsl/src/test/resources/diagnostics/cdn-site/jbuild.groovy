jbuild '1'

target('all') {
    from 'alpine'
    cdn 'dist', to: 'file:build/cdn', verify: 'www.example.com'
}
