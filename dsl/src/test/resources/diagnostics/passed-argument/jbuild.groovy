jbuild '1'

target('app') {
    from 'alpine'
    def mode = arg('MODE', default: 'fast')
}
target('all') {
    build '+app', args: [MODUS: 'slow']
}
