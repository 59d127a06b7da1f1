target('all') {
    from 'alpine'
}
