jbuild '1' // the version of the language

// A value that the command line can set: jbuild --arg GREETING=Hi +all
String greeting = arg('GREETING', default: 'Hello', doc: 'What the page says')

target('page') {
    doc 'A first target: a file that a step makes'
    from 'debian:bookworm-slim'                   // the image that it starts from
    workdir '/work'
    // copy 'src', into: 'src'                    // files of this folder
    run "echo '<h1>${greeting}</h1>' > page.html" // any command, in a container
    artifact 'page.html', as: 'build/page.html'   // what it delivers, into this folder
}

target('all') {
    doc 'Everything'
    build '+page'
}
