jbuild '1'

def key = arg('KEY')
target('all') {
    from 'alpine'
}
