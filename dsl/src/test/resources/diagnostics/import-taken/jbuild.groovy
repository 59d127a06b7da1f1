jbuild '1'

imports './tools+apt'

void apt() {
    run 'mine'
}
target('all') {
    from 'alpine'
}
