jbuild '1'

target('all') {
    from 'alpine'
    service 'db', image: 'scratch'
}
