jbuild '1'

String kind = arg('KIND', choices: ['fast', 'small'], default: 'fats')
target('all') {
    from 'alpine'
}
