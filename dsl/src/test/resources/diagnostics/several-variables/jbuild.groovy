jbuild '1'

target('all') {
    def (name, tag) = 'alpine:3'.split(':')
    from "${name}:${tag}"
}
