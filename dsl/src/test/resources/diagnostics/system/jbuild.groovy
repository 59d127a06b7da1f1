jbuild '1'

target('all') {
    from 'alpine'
    run System.getenv('HOME')
}
