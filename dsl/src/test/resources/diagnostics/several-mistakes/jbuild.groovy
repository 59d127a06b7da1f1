jbuild '1'

target('all') {
    form 'alpine'
    run 12
    copy 'x', int: './'
    run "make $x"
    println 'done'
}
