jbuild '1'

target('all') {
    from 'alpine'
    function('hello') { run 'hello' }
}
