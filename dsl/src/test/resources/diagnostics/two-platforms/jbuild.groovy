jbuild '1'

target('all') {
    platform platform.arch == 'amd64' ? 'linux/arm64' : 'linux/amd64'
}
