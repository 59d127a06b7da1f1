jbuild '1'

target('all') {
    deployFile 'build/x.json', [image: imageRef('+all')]
}
