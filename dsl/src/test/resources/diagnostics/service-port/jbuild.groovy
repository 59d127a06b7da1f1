jbuild '1'

target('all') {
    from 'alpine'
    service 'web', image: 'nginx:1', ready: tcp(80_000)
}
