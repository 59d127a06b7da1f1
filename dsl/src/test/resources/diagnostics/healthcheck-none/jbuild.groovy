jbuild '1'

target('all') {
    from 'alpine'
    healthcheck 'none', retries: 2
}
