jbuild '1'

target('all') {
    from 'alpine'
    if (platform.arhc == 'arm64') run 'make'
}
