jbuild '1'

String jobs = arg('JOBS', default: 4)
target('all') {
    from 'alpine'
    run "make -j${jobs}"
}
