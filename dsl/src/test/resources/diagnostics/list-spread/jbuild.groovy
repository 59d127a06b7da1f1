jbuild '1'

void install(String... names) {
    run "apk add ${names.join(' ')}"
}

target('all') {
    from 'alpine'
    List<String> tools = ['git', 'curl']
    install(*tools)
}
