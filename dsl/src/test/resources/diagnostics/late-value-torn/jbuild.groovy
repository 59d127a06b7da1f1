jbuild '1'

target('all') {
    deployFile 'build/x', imageRef('+all').substring(1)
}
