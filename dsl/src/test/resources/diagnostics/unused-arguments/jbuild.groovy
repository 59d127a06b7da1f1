jbuild '1'

target('all') {
    from 'alpine', args: [A: '1']
}
