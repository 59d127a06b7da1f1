jbuild '1'

target('all') {
    deployFile 'build/x', imageRef('+all', tag: 'dev')
}
