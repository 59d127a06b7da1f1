jbuild '1' // the version of the language

// A value that the command line can set: jbuild --arg GO=golang:1.25 +all
String go = arg('GO', default: 'golang:1', doc: 'Image with Go')

target('binaries') {
    doc 'Test, and build every program of the module'
    platform 'native', per: 'target'       // by the machine's own compiler, also for other platforms
    from go
    workdir '/src'
    cache '/go/pkg/mod'                    // what Go downloads and compiles outlives a build
    cache '/root/.cache/go-build'
    copy '.', into: './'                   // all but what .jbuildignore names
    env CGO_ENABLED: '0'
    run 'go vet ./... && go test ./...'
    env GOOS: platform.os, GOARCH: platform.arch
    run '''
        mkdir /out
        go list -f '{{if eq .Name "main"}}{{.ImportPath}}{{end}}' ./... | xargs -r go build -o /out/
    '''
    artifact '/out', as: "bin/${platform.os}-${platform.arch}"
}

target('all') {
    doc 'Everything'
    build '+binaries'
}
