jbuild '1'

String REGISTRY = arg('REGISTRY', default: '')
String TAG = arg('TAG', default: 'latest')

target('base') {
    doc 'What the other targets start from'
    from "${REGISTRY}debian:bookworm-slim"
    workdir '/app'
}

target('all') {
    doc 'Everything.'
    build '+test'
    build '+image', platforms: ['linux/amd64', 'linux/arm64'], args: [EDITION: 'full']
}

target('deps') {
    doc 'Dependencies, fetched once.'
    from "${REGISTRY}maven:3-eclipse-temurin-21"
    workdir '/src'
    copy 'pom.xml', into: './'
    cache '/root/.m2', sharing: 'locked'
    run '''
        mvn -B dependency:go-offline && \\
            ls ~/.m2
    ''', secrets: [TOKEN: 'repo-token']
    cache '/var/tmp/scratch', id: 'scratch'
}

target('jar') {
    from '+deps'
    copy 'src', into: './src'
    copy 'config', into: './config'
    copy 'settings.xml', into: '/root/.m2/', chmod: '600', ifExists: true
    run 'mvn -B -o package', network: 'none'
    artifact 'target/app-*.jar', as: 'build/jars'
    // TODO `SAVE ARTIFACT`: an artifact is a file, a folder, or what matches in one folder: put the rest into a folder of its own
    //     SAVE ARTIFACT target/*/*.zip
    artifact 'target/service.jar', as: 'build/service.jar'
    artifact 'target/site', as: 'build/docs'
}

target('test') {
    from '+jar'
    run 'mvn -B verify'
    artifact 'target/reports', as: 'build/reports', always: true
}

target('image') {
    from '+base'
    String EDITION = arg('EDITION', default: 'free')
    String TARGETARCH = platform.arch
    copy '+jar/target/service.jar', into: '/opt/'
    copy '+jar/target/site', into: 'docs/'
    copy './tools+tool/bin/*', into: '/usr/local/bin/'
    env PATH: '/opt/bin:$PATH', EDITION: EDITION
    label 'org.example.arch': TARGETARCH, 'org.example.title': 'A service'
    user '1000:1000'
    expose 8080, '53/udp'
    volume '/data'
    healthcheck 'wget -q -O /dev/null http://localhost:8080/', interval: '30s', retries: 2
    entrypoint 'java', '-jar', '/opt/service.jar'
    cmd '/bin/sh', '-c', 'serve --edition "$EDITION"'
    image "registry.example.org/service:${TAG}", "registry.example.org/service:${EDITION}", push: true
}

target('release') {
    from '+base'
    run './release.sh "$TAG"', env: [TAG: TAG], secrets: [KEY: 'KEY'], pushOnly: true
}
