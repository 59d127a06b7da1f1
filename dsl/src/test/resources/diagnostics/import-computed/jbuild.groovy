jbuild '1'

String folder = './tools'
imports "${folder}+hello"
target('all') {
    from 'alpine'
}
