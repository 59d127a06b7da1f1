jbuild '1'

target('all') {
    from 'alpine'
    run 'make', secrets: [TOKEN: 'ab/cd+ef==']
}
