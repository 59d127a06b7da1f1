jbuild '1'

target('all') {
    from 'alpine'
    (1..2_000_000_000).each { round ->
        env ROUND: round
    }
}
