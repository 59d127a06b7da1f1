jbuild '1'

target('all') {
    deployFile './jbuild.lock', 'pinned'
}
