jbuild '1'

target('version') {
    from 'alpine:3.20'
    run 'git describe > VERSION'
    artifact 'VERSION'
}

target('build') {
    from 'alpine:3.20'
    copy '+version/VERSION', into: './'
    // TODO `VERSION` has to be given, as it was the output of a command: $(cat VERSION); `file('…').trim()` reads a file of the project
    String VERSION = arg('VERSION')
    String EARTHLY_GIT_SHORT_HASH = git.shortHash ?: ''
    // TODO nothing gives `EARTHLY_GIT_ORIGIN_URL` its value by itself
    String EARTHLY_GIT_ORIGIN_URL = arg('EARTHLY_GIT_ORIGIN_URL', default: '')
    run 'echo "$VERSION $EARTHLY_GIT_SHORT_HASH"', env: [VERSION: VERSION, EARTHLY_GIT_SHORT_HASH: EARTHLY_GIT_SHORT_HASH]
    artifact '*.txt'
}

target('integration') {
    from 'alpine:3.20'
    // TODO `WITH`: a step has no Docker engine: declare a `service` beside the run, or let the run be a target of its own
    //     WITH DOCKER --load app:latest=+build
    //         RUN docker run app:latest
    //     END
}

target('deploy') {
    // TODO `LOCALLY`: no step acts on the machine itself: let steps yield files, and deliver them with `artifact … as:`
    //     LOCALLY
    // TODO `RUN`: no step acts on the machine itself
    //     RUN ./deploy.sh
    build '+build'
}

target('clone') {
    from 'alpine:3.20'
    gitClone 'https://example.org/org/repo.git', into: 'repo'
    // TODO `RUN`: there is no `--entrypoint`: write the program of the image out
    //     RUN --entrypoint -- --help
    // TODO `COPY`: a copy takes the result for the platform of its own target: let the target in the reference choose with `platform`
    //     COPY --platform=linux/arm64 +build/x ./
    // TODO `HOST`: there is nothing like it
    //     HOST db 127.0.0.1
    // TODO this is no command
    //     frobnicate
    // TODO `DO`: import the function from the build file of its folder, and call it with values in the order of its parameters
    //     DO other+THING
    artifact 'out', as: 'out'
}
