jbuild '1'

target('all') {
    from 'alpine'
    workdir env('NO_SUCH_VARIABLE')
}
