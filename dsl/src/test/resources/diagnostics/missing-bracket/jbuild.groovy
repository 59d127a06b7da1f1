jbuild '1'

target('all' {
    from 'scratch'
}
