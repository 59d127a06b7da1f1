jbuild '1'

target('all') {
    deployFile '../x.json', json([a: 1])
}
