jbuild '1'

String base    = arg('BASE', default: 'debian:bookworm-slim', doc: 'Image that the toolchain starts from')
String repo    = arg('REPO_URL', default: 'localhost:5000/visits', doc: 'Repository that the image is pushed to')
String tag     = arg('IMAGE_TAG', default: 'dev', doc: 'Tag of the image')

/** Packages whose files depend on the platform, for the release and for the image around it. */
List<String> otp  = ['erlang-asn1', 'erlang-base', 'erlang-crypto', 'erlang-jiffy', 'erlang-public-key', 'erlang-ssl']
List<String> libs = ['busybox-static', 'libc6', 'libcap2', 'libgcc-s1', 'libgcrypt20', 'libgpg-error0', 'liblz4-1', 'liblzma5',
                     'libssl3', 'libstdc++6', 'libsystemd0', 'libtinfo6', 'libzstd1', 'zlib1g']

/** What busybox is called for: the scripts of a release need no more. */
List<String> applets = ['cat', 'cut', 'date', 'dirname', 'env', 'grep', 'id', 'ls', 'mkdir', 'od', 'readlink', 'sed', 'sh', 'sleep', 'tr', 'uname']

/** Before each call of apt: what it downloads stays in a cache, and no list of packages gets into the layer. */
void aptCaches() {
    cache '/var/cache/apt', id: "apt-visits-${target}", sharing: 'locked'
    cache '/var/lib/apt/lists', id: "apt-lists-visits-${target}", sharing: 'locked'
}

// --- Toolchain ------------------------------------------------------------------------------------------------------

target('builder') {
    doc 'Elixir with the web server Cowboy, all of it from Debian'
    platform 'native'
    from base
    aptCaches()
    // Cowboy is in no package of its own: RabbitMQ brings it along, compiled.
    run '''
        rm -f /etc/apt/apt.conf.d/docker-clean
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends elixir erlang-dev erlang-jiffy erlang-xmerl patchelf
        cd /tmp
        apt-get download -q -o APT::Sandbox::User=root rabbitmq-server
        dpkg-deb -x rabbitmq-server_*.deb rabbitmq
        for app in cowboy cowlib ranch; do cp -r rabbitmq/usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins/$app-* /usr/lib/erlang/lib/; done
        rm -r rabbitmq rabbitmq-server_*.deb
    ''', retries: 5
    env LANG: 'C.UTF-8', MIX_ENV: 'prod'
    workdir '/app'
    label 'org.opencontainers.image.title': 'Builder of Visits'
    image "${repo}-builder:${tag}", push: true
}

// --- Application: bytecode is the same everywhere, so it is made natively and once ----------------------------------

target('deps') {
    doc 'What the application depends on, compiled'
    platform 'native'
    from '+builder'
    copy 'mix.exs', into: './'
    copy 'config', into: 'config'
    copy 'vendor', into: 'vendor'
    run 'mix deps.get && mix deps.compile', network: 'none'
}

target('compile') {
    doc 'The application, compiled'
    platform 'native'
    from '+deps'
    copy 'lib', into: 'lib'
    run 'mix compile --warnings-as-errors', network: 'none'
}

target('test') {
    doc 'Test the application, and the form of its sources'
    platform 'native'
    from '+deps'
    copy 'lib', into: 'lib'
    copy 'test', into: 'test'
    copy '.formatter.exs', into: './'
    run 'mix format --check-formatted && mix test', env: [MIX_ENV: 'test'], timeout: '5m'
}

// --- Release and image: per platform, put together from Debian's packages by steps that run natively ----------------

target('packages') {
    doc 'The packages of the platform that the result is for, unpacked: Erlang, and libraries around it'
    platform 'native', per: 'target'
    from '+builder'
    aptCaches()
    workdir '/tmp/packages'
    run """
        dpkg --add-architecture ${platform.arch}
        apt-get update -q
        apt-get download -q -o APT::Sandbox::User=root ${(otp + libs).collect { it + ':' + platform.arch }.join(' ')}
        for package in *.deb; do dpkg-deb -x \$package /packages; done
        for app in cowboy cowlib ranch; do cp -r /usr/lib/erlang/lib/\$app-* /packages/usr/lib/erlang/lib/; done
    """, retries: 5
    artifact '/packages'
}

target('release') {
    doc 'The release: the application with the Erlang of the platform, ready to run'
    platform 'native', per: 'target'
    from '+compile'
    copy '+packages/packages', into: '/packages'
    copy 'rel', into: 'rel'
    // The cookie is a secret and differs in every build: each container makes its own, see rel/env.sh.eex.
    run '''
        export ERTS=$(echo /packages/usr/lib/erlang/erts-*)
        mix release --quiet --path /out
        rm /out/releases/COOKIE
    ''', network: 'none'
    artifact '/out'
}

target('rootfs') {
    doc 'Around the release: the libraries that its programs need, and a shell'
    platform 'native', per: 'target'
    from '+builder'
    copy 'rootfs.sh', into: '/usr/local/bin/rootfs', chmod: '755'
    copy '+packages/packages', into: '/packages'
    copy '+release/out', into: '/release'
    run """
        rootfs /packages /rootfs /release
        cp /packages/bin/busybox /rootfs/bin/
        for applet in ${applets.join(' ')}; do ln -s busybox /rootfs/bin/\$applet; done
        mkdir /rootfs/etc
        echo 'app:x:65532:65532::/tmp:/bin/sh' > /rootfs/etc/passwd
        install -d -m 1777 /rootfs/tmp
    """
    artifact '/rootfs'
}

target('image') {
    doc 'The image: no step runs in it, so it is put together for any platform without emulation'
    from 'scratch'
    copy '+rootfs/rootfs', into: '/'
    copy '+release/out', into: '/app'
    workdir '/app'
    env HOME: '/tmp', LANG: 'C.UTF-8', PATH: '/app/bin:/bin', PORT: '4000', RELEASE_TMP: '/tmp'
    user '65532:65532'
    expose 4000
    label 'org.opencontainers.image.title': 'Visits'
    healthcheck(['/app/bin/visits', 'rpc', 'Visits.Counter.read()'], interval: '30s', timeout: '10s', startPeriod: '20s')
    entrypoint '/app/bin/visits'
    cmd 'start'
    image "${repo}:${tag}", push: true, maxSize: '15 MB'
}

target('check') {
    doc 'Start the release in its image and ask it for a page'
    from '+image'
    run 'visits eval "Visits.Check.run()"', timeout: '2m'
}

target('all') {
    doc 'The tests, the image for both platforms, and the proof that it works'
    build '+test', '+check'
    build '+builder'
    build '+image', platforms: ['linux/amd64', 'linux/arm64']
}
