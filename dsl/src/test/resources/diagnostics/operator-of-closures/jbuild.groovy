jbuild '1'

target('all') {
    def greet = { String name -> "echo ${name}" }
    def twice = greet + greet
    from 'alpine'
    run greet('you')
}
