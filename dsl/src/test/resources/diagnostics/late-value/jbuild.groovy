jbuild '1'

target('all') {
    from 'alpine'
    run "deploy ${imageRef('+all')}"
}
