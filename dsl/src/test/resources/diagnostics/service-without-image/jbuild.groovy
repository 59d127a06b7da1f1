jbuild '1'

target('all') {
    from 'alpine'
    service 'db', ready: tcp(5432)
}
