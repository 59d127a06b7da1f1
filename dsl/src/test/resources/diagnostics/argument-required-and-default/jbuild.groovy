jbuild '1'

String kind = arg('KIND', required: true, default: 'x')
target('all') {
    from 'alpine'
}
