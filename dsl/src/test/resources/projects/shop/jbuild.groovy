jbuild '1'                                             // language version, first line

String registry = arg('REGISTRY', default: '', doc: 'Prefix of a mirror of the base images')
String repo     = arg('REPO_URL', default: 'localhost:5000/shop')
String tag      = arg('IMAGE_TAG', default: git.shortHash ?: 'dev')

Map<String, String> goArch = [amd64: 'amd64', arm64: 'arm64']

target('deps') {
    doc 'Fetch and compile the dependencies'
    from "${registry}elixir:1.14"
    workdir '/app'
    env MIX_ENV: 'prod'
    cache '/root/.cache', id: 'mix'                    // for every run that follows in this target
    copy 'mix.exs', 'mix.lock', into: './'
    run 'mix deps.get --only prod && mix deps.compile'
}

target('compile') {
    from '+deps'
    copy 'lib', 'config', into: './'
    run 'mix compile --warnings-as-errors'
}

target('assets') {
    platform 'native'                                  // same output everywhere: run once
    from "${registry}node:20"
    workdir '/app/assets'
    copy 'assets/package.json', 'assets/package-lock.json', into: './'
    cache '/root/.npm'
    run 'npm ci'
    copy 'assets', into: './'
    ['js', 'css'].each { kind ->
        run "npm run build-${kind}"
    }
    artifact 'dist', as: 'build/static'                // saved to disk when delivered
}

target('release') {
    platform 'native', per: 'target'                   // cross-compiled
    from '+compile'
    copy '+assets/dist', into: 'priv/static'
    run "ARCH=${goArch[platform.arch]} mix release --path /out"
    artifact '/out'
}

target('runtime') {
    from "${registry}debian:bookworm-slim"
    run 'useradd --system app'
    copy '+release/out', into: '/app', chown: 'app'
    if (platform.arch == 'arm64') {
        env ERL_FLAGS: '+JPperf true'
    }
    user 'app'
    expose 4000
    entrypoint '/app/bin/shop'
    cmd 'start'
    image "${repo}:${tag}", push: true
}

target('test') {
    from '+compile'
    run 'mix test'
    artifact 'reports', as: 'build/reports'
}

target('all') {
    build '+test'
    build '+assets'
    build '+runtime', platforms: ['linux/amd64', 'linux/arm64']
}
