jbuild '1'

function('install') {
    String package_ = '', String channel = 'stable' ->
    run 'apt-get install -qy $package-$channel --from $MIRROR', env: [package: package_, channel: channel]
}

target('tools') {
    from 'debian:bookworm-slim'
    String MODE = arg('MODE', default: '')
    String WITH_DEBUG = arg('WITH_DEBUG', default: 'false')
    String flags = '-O2'
    String EXTRA = ''
    if (MODE == 'fast' || !MODE) {
        flags = '-O3'
        EXTRA = arg('EXTRA', default: 'none')
    } else if (WITH_DEBUG != 'false') {
        flags = '-g'
    } else {
        run 'echo plain'
    }
    run 'make FLAGS="$flags" EXTRA=$EXTRA', env: [flags: flags, EXTRA: EXTRA]
    for (String part in ['one', 'part two']) {
        run 'make $part', env: [part: part]
    }
    for (String word in MODE.tokenize()) {
        run 'make $word', env: [word: word]
    }
    install 'git'
    install 'make', MODE
    run(['/usr/bin/env', "MODE=${MODE}"])
    run '''echo "two
    lines"'''
    // TODO `IF`: the condition is a command in a container, and a build file decides before anything runs: decide by an argument, or in the script of a `run`
    //     IF [ -e /usr/bin/cc ]
    //         RUN cc --version
    //     ELSE
    //         RUN apt-get install gcc
    //     END
}
