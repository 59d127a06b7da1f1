jbuild '1'

target('all') {
    deployFile 'build/', json([a: 1])
}
