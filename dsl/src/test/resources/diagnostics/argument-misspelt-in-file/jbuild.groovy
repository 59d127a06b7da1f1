jbuild '1'

String version = arg('VERSION')
target('all') {
    from 'alpine'
}
