jbuild '1'

target('all') {
    from 'alpine'
    def rows = [[name: 'b'], [name: 'a']]
    rows.sort().each { run "make ${it.name}" }
}
