jbuild '1'

target('all') {
    from 'alpine'
    run 'id'.execute().text
}
