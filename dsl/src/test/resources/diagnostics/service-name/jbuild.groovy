jbuild '1'

target('all') {
    from 'alpine'
    service 'My_DB', image: 'postgres:15'
}
