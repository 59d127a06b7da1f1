jbuild '1'

target('all') {
    doc 'Build every example'
    build './examples/shop+all'
}
