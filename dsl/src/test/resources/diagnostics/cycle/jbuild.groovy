jbuild '1'

target('all') {
    build '+a'
}
target('a') {
    from '+b'
}
target('b') {
    from '+a'
}
