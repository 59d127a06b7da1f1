jbuild '1'

target('all') {
    from 'alpine'
    workdir git.branch
}
