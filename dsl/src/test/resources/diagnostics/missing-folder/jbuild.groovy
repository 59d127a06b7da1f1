jbuild '1'

target('all') {
    build './shop+all'
}
