jbuild '1'

target('test') {
    from 'alpine'
}
target('all') {
    build '+test', '+tset'
}
