jbuild '1'

target('app') {
    from 'alpine'
}
target('all') {
    from 'alpine'
    copy '+app', into: './'
}
