jbuild '1'

target('all') {
    build '+all', platforms: ['linux']
}
