jbuild '1' // the version of the language

// A value that the command line can set: jbuild --arg NODE=node:24 +all
String node = arg('NODE', default: 'node:22', doc: 'Image with Node.js and npm')

target('modules') {
    doc 'What package.json asks for: installed again only when that changes'
    platform 'native'                    // the same on every platform: made once
    from node
    workdir '/src'
    cache '/root/.npm'                   // what npm downloads outlives a build, and is in no image
    copy 'package*.json', into: './'
    run 'if [ -e package-lock.json ]; then npm ci; else npm install; fi'
}

target('dist') {
    doc 'Test and build'
    platform 'native'
    from '+modules'
    copy '.', into: './'                 // all but what .jbuildignore names
    // `npm init` writes a test that fails until there is one.
    run "grep -q 'no test specified' package.json || npm test --if-present"
    run 'npm run build --if-present && mkdir -p dist'
    artifact 'dist', as: 'dist'
}

target('all') {
    doc 'Everything'
    build '+dist'
}
