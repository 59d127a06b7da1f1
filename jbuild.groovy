jbuild '1'

target('all') {
    doc 'Build every example'
    build './examples/echo+all', './examples/release+all', './examples/shop+all', './examples/static-site+all'
}
