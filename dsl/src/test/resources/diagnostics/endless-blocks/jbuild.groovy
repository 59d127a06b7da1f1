jbuild '1'

target('all') {
    from 'alpine'
    2_000_000_000.times { round ->
        assert round >= 0
    }
}
