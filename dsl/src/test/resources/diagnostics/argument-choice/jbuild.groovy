jbuild '1'

String kind = arg('KIND', choices: ['fast', 'small'])
target('all') {
    from 'alpine'
    run kind
}
