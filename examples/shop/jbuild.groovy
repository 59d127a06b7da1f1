jbuild '1'

String base   = arg('BASE', default: 'debian:bookworm-slim', doc: 'Image that the toolchains and the result start from')
String repo   = arg('REPO_URL', default: 'localhost:5000/shop', doc: 'Repository that the image is pushed to')
String tag    = arg('IMAGE_TAG', default: 'dev', doc: 'Tag of the image')
String origin = arg('CDN_ORIGIN', default: 'file:build/cdn', doc: 'Where the release of the assets goes: a folder, or s3://bucket/prefix')
String source = arg('SOURCE_URL', default: 'https://example.org/shop', doc: 'Where the sources are, for a label of the image')

String maven = 'https://repo.maven.apache.org/maven2'
String npm   = 'https://registry.npmjs.org'

/** Shell lines that install Debian packages. The archives stay in the cache, only the files reach the layer. */
String install(String... packages) {
    """
    rm -f /etc/apt/apt.conf.d/docker-clean
    mkdir -p /usr/share/man/man1
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends ${packages.join(' ')}
    """
}

/** Shell lines that download an archive, refuse it unless it is the expected one, and unpack it into a folder. A server that falls silent is given up. */
String unpack(String url, String sha256, String folder) {
    """
    curl -fsSL --connect-timeout 10 --speed-limit 1 --speed-time 20 ${url} -o /tmp/archive
    echo '${sha256}  /tmp/archive' | sha256sum -c --quiet
    mkdir -p ${folder}
    tar xzf /tmp/archive -C ${folder} --strip-components=1
    rm /tmp/archive
    """
}

// --- Server: a jar is the same on every platform, so all of it runs natively and once ------------------------------

target('jdk') {
    doc 'Java 17 and Maven'
    platform 'native'
    from base
    cache '/var/cache/apt', id: 'apt-jdk', sharing: 'locked'
    cache '/var/lib/apt/lists', id: 'apt-lists-jdk', sharing: 'locked'
    run install('openjdk-17-jdk-headless', 'ca-certificates', 'curl'), retries: 5
    run unpack("${maven}/org/apache/maven/apache-maven/3.9.16/apache-maven-3.9.16-bin.tar.gz",
               '80ffca22aed9e8b9713a232f3394fd81d7f20322df75efdb2b047dbd3e3a23bb', '/opt/maven'), retries: 5
    run 'ln -s /opt/maven/bin/mvn /usr/local/bin/mvn'
}

target('deps') {
    doc 'Libraries and Maven plugins, fetched by building an empty project with one test'
    platform 'native'
    from '+jdk'
    workdir '/shop'
    copy 'pom.xml', into: './'
    // Left to itself, Maven waits half an hour for an answer that got lost. An attempt goes on with what the one before it fetched.
    run '''
        mkdir -p src/test/java
        echo 'class WarmUpTest { @org.junit.jupiter.api.Test void works() { } }' > src/test/java/WarmUpTest.java
        mvn -B -ntp -q -Daether.connector.requestTimeout=20000 -Daether.dependencyCollector.impl=bf -Dmaven.artifact.threads=16 \
            package dependency:copy-dependencies -DoutputDirectory=/out/lib
        rm -r src target
    ''', retries: 5
    artifact '/out/lib'
}

target('compile') {
    doc 'Compile and test the server, offline'
    platform 'native'
    from '+deps'
    copy 'src', into: 'src'
    run 'mvn -B -o -q package'
    artifact 'target/shop.jar'
}

// --- Front end: runs beside the server's targets -------------------------------------------------------------------

target('node') {
    doc 'Node and npm, from the npm registry itself'
    platform 'native'
    from base
    cache '/var/cache/apt', id: 'apt-node', sharing: 'locked'
    cache '/var/lib/apt/lists', id: 'apt-lists-node', sharing: 'locked'
    run install('ca-certificates', 'curl'), retries: 5

    String cpu = [amd64: 'x64', arm64: 'arm64'][platform.arch]
    String sha256 = [amd64: '00b5c43d88958dbbf45339c4d5e9a76289c7e25876fd08270b379e485e151fc5',
                     arm64: '894b9938b215d40b3a38db094ef436d02b3bc7dd16f04fca145a4735cd9e9035'][platform.arch]
    run unpack("${npm}/node-linux-${cpu}/-/node-linux-${cpu}-22.23.3.tgz", sha256, '/opt/node'), retries: 5
    run unpack("${npm}/npm/-/npm-10.9.9.tgz", 'c80bd097147cce32e31010b791bab8c71a26a5e10668210ec9d2e7f4c7cea2a1', '/opt/npm'), retries: 5
    run 'ln -s /opt/node/bin/node /usr/local/bin/node && ln -s /opt/npm/bin/npm-cli.js /usr/local/bin/npm'
}

target('assets') {
    doc 'Check the types of the front end and bundle it, with fingerprinted names and a manifest'
    platform 'native'
    from '+node'
    workdir '/frontend'
    cache '/root/.npm'
    copy 'frontend/package.json', 'frontend/package-lock.json', into: './'
    run 'npm ci --no-audit --no-fund --fetch-timeout 20000', retries: 5
    copy 'frontend', into: './'
    run 'npm run build'
    artifact 'dist', as: 'build/static'
    cdn 'dist', to: origin, precompress: ['br', 'gzip']
}

// --- Image ---------------------------------------------------------------------------------------------------------

target('release') {
    doc 'The application as it is installed: the jar, its libraries, the assets'
    platform 'native'
    from 'scratch'
    copy '+compile/target/shop.jar', into: '/out/app/'
    copy '+deps/out/lib', into: '/out/app/lib'
    copy '+assets/dist', into: '/out/app/frontend'
    artifact '/out/app'
}

target('jre') {
    doc 'A Java runtime of the modules in use, linked here for the platform that it will run on'
    platform 'native', per: 'target'
    from '+jdk'
    workdir '/tmp'

    String jmods = "/usr/lib/jvm/java-17-openjdk-${platform.arch}/jmods"
    run """
        if [ ! -d ${jmods} ]; then
            dpkg --add-architecture ${platform.arch}
            apt-get update -q
            apt-get download -q openjdk-17-jdk-headless:${platform.arch}
            dpkg-deb -x openjdk-17-jdk-headless_*.deb /
        fi
        jlink --module-path ${jmods} --add-modules java.base,java.management,java.naming,java.sql \
              --strip-java-debug-attributes --no-header-files --no-man-pages --output /out/jre
    """, retries: 5
    artifact '/out/jre'
}

target('runtime') {
    doc 'The image: no step runs in it, so it is put together for any platform without emulation'
    from base
    copy '+jre/out/jre', into: '/opt/jre'
    copy '+release/out/app', into: '/app'
    workdir '/app'
    env PORT: '8080', FRONTEND: '/app/frontend'
    user '10001:10001'
    expose 8080
    entrypoint '/opt/jre/bin/java', '-jar', 'shop.jar'
    label 'org.opencontainers.image.title': 'Shop', 'org.opencontainers.image.source': source
    image "${repo}:${tag}", push: true, maxSize: '64 MB'
}

target('smoke') {
    doc 'Start the shop in its image, on each platform, and ask it for every page and asset'
    from '+runtime'
    run(['/opt/jre/bin/java', '-jar', 'shop.jar', '--check'])
}

target('all') {
    doc 'Everything: the assets on disk, the image for both platforms, and the proof that it works'
    build '+assets'
    build '+runtime', '+smoke', platforms: ['linux/amd64', 'linux/arm64']
}
