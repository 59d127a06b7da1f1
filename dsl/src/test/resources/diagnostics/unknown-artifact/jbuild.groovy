jbuild '1'

target('app') {
    from 'alpine'
    artifact '/out/app'
    artifact 'dist'
}
target('all') {
    from 'alpine'
    copy '+app/bin', into: './'
}
