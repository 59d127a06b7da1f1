jbuild '1'

tools() {
    run 'x'
}
target('all') { from 'scratch' }
