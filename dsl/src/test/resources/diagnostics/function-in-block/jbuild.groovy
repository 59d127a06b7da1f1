jbuild '1'

['a', 'b'].each { name ->
    function(name) { run name }
}
target('all') {
    from 'alpine'
}
