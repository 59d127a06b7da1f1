jbuild '1'

target('all') {
    deployFile 'build/x.json', json([a: { 1 }])
}
