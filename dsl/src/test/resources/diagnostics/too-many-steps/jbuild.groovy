jbuild '1'

target('all') {
    from 'alpine'
    1_000_000.times { round ->
        run "make part-${round}"
    }
}
