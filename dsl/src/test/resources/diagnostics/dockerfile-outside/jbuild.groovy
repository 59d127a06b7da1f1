jbuild '1'

target('all') {
    fromDockerfile '../other'
}
