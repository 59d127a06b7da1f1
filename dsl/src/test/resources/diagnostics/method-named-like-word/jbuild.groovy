jbuild '1'

void run(String x) {
}
target('all') {
    from 'alpine'
}
