jbuild '1'

target('all') {
    from '../+x'
}
