jbuild '1'

target('all') {
    from 'alpine'
    service 'db', image: 'postgres:15', aliases: 'cache'
    service 'cache', image: 'redis:7'
}
