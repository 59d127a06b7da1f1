jbuild '1'

target('lib') {
    from 'debian:bookworm-slim'
    run 'mkdir /out && touch /out/lib.a'
    artifact '/out'
    // TODO `--if-exists` is left out: an artifact has to be there
    cache '/root/.cache'
    // TODO `--persist` is left out: what is in a cache is in no image; a `run` can copy it elsewhere
    healthcheck 'true', interval: '10s'
    // TODO `--start-interval` is left out: there is nothing like it
}

target('mounts') {
    from '+lib'
    // TODO `--pass-args` is left out: hand arguments on by their names, with `args:`
    run 'make -C /src', mounts: ['/src': 'src', '/lib.d': '+lib/out']
    run 'ls /all', mounts: ['/all': '.']
    // TODO `RUN`: what is mounted cannot be written to: copy it
    //     RUN --mount=type=bind,source=src,target=/src,rw make -C /src
    // TODO `RUN`: of an image nothing is mounted: start a target from it, with an `artifact`
    //     RUN --mount=type=bind,from=composer:2,source=/usr/bin/composer,target=/c /c install
    run 'git fetch origin', ssh: true
    copy '+lib/out', into: '/opt/', keepTimestamps: true
    // TODO `--pass-args` is left out: hand arguments on by their names, with `args:`
    build '+lib'
    // TODO `--pass-args` is left out: hand arguments on by their names, with `args:`
}

target('base') {
    String SUFFIX = arg('SUFFIX', default: '')
    from 'debian:bookworm-slim'
    run 'echo "base$SUFFIX" > /base', env: [SUFFIX: SUFFIX]
    artifact '/base'
    // TODO `--keep-ts` is left out: a `copy` of it says `keepTimestamps: true`
}

target('separated') {
    from '+base', args: [SUFFIX: '-second']
    String NAMES = arg('NAMES', default: 'a:b')
    for (String name in 'x,y'.tokenize(',')) {
        run 'echo $name', env: [name: name]
    }
    for (String name in NAMES.tokenize(':')) {
        run 'echo $name', env: [name: name]
    }
}
