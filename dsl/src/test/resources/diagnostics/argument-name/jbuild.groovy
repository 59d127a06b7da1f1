jbuild '1'

def key = arg('MY-KEY', default: '')
target('all') {
    from 'alpine'
}
