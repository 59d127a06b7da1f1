jbuild '1'

target('all') {
    from 'alpine'
    service 'web', image: 'nginx:1', ready: http(80, 'health')
}
