jbuild '1'

target('all') {
    from 'alpine'
    copy 'src', into: '/src', link: true, chown: 'app'
}
