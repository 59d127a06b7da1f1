jbuild '1'

String base    = arg('BASE', default: 'debian:bookworm-slim', doc: 'Image that the builder and the result start from')
String repo    = arg('REPO_URL', default: 'localhost:5000/echo', doc: 'Repository that the image is pushed to')
String tag     = arg('IMAGE_TAG', default: 'dev', doc: 'Tag of the image')
String version = arg('VERSION', default: '1.0.0', doc: 'Version, for a label and for the page /version')
String license = arg('LICENSE', default: 'Apache-2.0', doc: 'License, for a label')
String port    = arg('PORT', default: 8080, doc: 'Port that the server listens on unless it is told otherwise')

/** Installs Debian packages. What apt downloads stays in a cache, and no list of packages gets into the layer. */
void install(String... packages) {
    cache '/var/cache/apt', id: "apt-echo-${target}", sharing: 'locked'
    cache '/var/lib/apt/lists', id: "apt-lists-echo-${target}", sharing: 'locked'
    run """
        rm -f /etc/apt/apt.conf.d/docker-clean
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends ${packages.join(' ')}
    """, retries: 5
}

target('builder') {
    doc 'First stage: the extension in C, built by what the result does not need'
    from base
    install 'gcc', 'libc6-dev', 'python3-dev', 'python3-pip', 'python3-setuptools', 'python3-wheel'
    workdir '/src'
    copy 'native', into: 'native'
    run 'pip3 install --quiet --no-index --no-build-isolation --no-compile --no-warn-script-location --prefix /app ./native'
    artifact '/app'
}

target('python') {
    doc 'Python and the web framework, from Debian'
    from base
    install 'python3-minimal', 'python3-bottle'
}

target('image') {
    doc 'Second stage: the image'
    from '+python'
    run 'useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin echo'
    copy '+builder/app', into: '/app'
    copy 'echo.py', into: '/app/'
    workdir '/app'
    env PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1'
    env PREFIX: '/app/local', PORT: port, VERSION: version
    env PYTHONPATH: '$PREFIX/lib/python3.11/dist-packages'
    label 'org.opencontainers.image.title': 'Echo',
          'org.opencontainers.image.version': version,
          'org.opencontainers.image.licenses': license,
          'org.opencontainers.image.revision': git.hash ?: 'unknown'
    user 'echo'
    expose port
    stopSignal 'SIGINT'
    entrypoint '/usr/bin/python3'
    cmd '/app/echo.py'
    image "${repo}:${tag}", push: true, maxSize: '50 MB'
}

target('check') {
    doc 'Start the server in its image and ask it'
    from '+image'
    run(['/usr/bin/python3', '/app/echo.py', '--check'])
}

target('all') {
    doc 'The image, and the proof that it works'
    build '+image', '+check'
}
