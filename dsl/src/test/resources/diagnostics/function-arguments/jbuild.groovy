jbuild '1'

function('hello') { String name ->
    run name
}
target('all') {
    from 'alpine'
    hello 5
}
