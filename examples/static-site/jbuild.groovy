jbuild '1'

String base   = arg('BASE', default: 'debian:bookworm-slim', doc: 'Image that the tools start from')
String repo   = arg('REPO_URL', default: 'localhost:5000/static-site', doc: 'Repository that the image is pushed to')
String tag    = arg('IMAGE_TAG', default: 'dev', doc: 'Tag of the image')
String origin = arg('CDN_ORIGIN', default: 'file:build/cdn', doc: 'Where the release for a CDN goes: a folder, or s3://bucket/prefix')
String url    = arg('CDN_BASE', default: '/', doc: 'What stands in front of the paths of the release')

/** Installs Debian packages. What apt downloads stays in a cache, and no list of packages gets into the layer. */
void install(String... packages) {
    cache '/var/cache/apt', id: "apt-site-${target}", sharing: 'locked'
    cache '/var/lib/apt/lists', id: "apt-lists-site-${target}", sharing: 'locked'
    run """
        rm -f /etc/apt/apt.conf.d/docker-clean
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends ${packages.join(' ')}
    """, retries: 5
}

// --- The site: the same on every platform, so it is made natively and once ------------------------------------------

target('tools') {
    doc 'Hugo, sassc and the packers from Debian, esbuild from the npm registry'
    platform 'native'
    from base
    install 'brotli', 'hugo', 'sassc'

    String cpu = [amd64: 'x64', arm64: 'arm64'][platform.arch]
    String sha256 = [amd64: '988d31a2b4030c42ee5f4a59db6fe1783ecf54e1f55e86fd178eb793cf0bba07', arm64: '4f8c0699164ae533aeaac492b7c982a1f3cdcb5e49c72c426c904684ebc48712'][platform.arch]
    fetch "https://registry.npmjs.org/@esbuild/linux-${cpu}/-/linux-${cpu}-0.25.9.tgz", sha256: sha256, into: '/opt/esbuild', unpack: true
    run 'ln -s /opt/esbuild/package/bin/esbuild /usr/local/bin/esbuild'
}

target('assets') {
    doc 'Style sheet and script, each in one file'
    platform 'native'
    from '+tools'
    workdir '/assets'
    copy 'styles', into: 'styles'
    run 'mkdir -p /out && sassc --style compressed styles/main.scss /out/main.css'
    copy 'scripts', into: 'scripts'
    run 'esbuild scripts/main.ts --bundle --minify --sourcemap --target=es2020 --outfile=/out/main.js --log-level=warning'
    artifact '/out'
}

target('site') {
    doc 'The pages, and a release of everything for a CDN'
    platform 'native'
    from '+tools'
    workdir '/site'
    copy 'hugo.toml', into: './'
    copy 'layouts', into: 'layouts'
    copy 'content', into: 'content'
    copy 'static', into: 'static'
    copy '+assets/out', into: 'static'
    run 'hugo --quiet --minify --destination /public'
    cdn '/public', to: origin, base: url,
        fingerprint: '**/*.{css,js,svg}', precompress: ['br', 'gzip'], integrity: true
}

// --- The image: put together from Debian's packages for each platform, by steps that run natively -------------------

target('packed') {
    doc 'The pages with compressed siblings, for the web server in the image'
    platform 'native'
    from '+tools'
    copy '+site/public', into: '/packed'
    run "find /packed -type f -size +1k -regex '.*\\.\\(html\\|css\\|js\\|map\\|svg\\|xml\\)' -exec brotli --best --keep {} + -exec gzip --best --no-name --keep {} +"
    artifact '/packed'
}

target('nginx') {
    doc 'nginx and the libraries that it needs, out of the packages for the platform of the image'
    platform 'native', per: 'target'
    from base
    install 'patchelf'
    copy 'nginx/rootfs.sh', into: '/usr/local/bin/rootfs', chmod: '755'
    workdir '/tmp/packages'
    run """
        dpkg --add-architecture ${platform.arch}
        apt-get update -q
        apt-get download -q -o APT::Sandbox::User=root nginx-common ${['nginx', 'libnginx-mod-http-brotli-static', 'libc6', 'libcrypt1', 'libpcre2-8-0', 'libssl3', 'zlib1g']
            .collect { it + ':' + platform.arch }.join(' ')}
        for package in *.deb; do dpkg-deb -x \$package /unpacked; done
        rootfs /unpacked /rootfs /usr/sbin/nginx /usr/lib/nginx/modules/ngx_http_brotli_static_module.so /etc/nginx/mime.types
        install -d -m 1777 /rootfs/tmp
    """, retries: 5
    artifact '/rootfs'
}

target('image') {
    doc 'The site behind nginx: no step runs in it, so it is put together for any platform without emulation'
    from 'scratch'
    copy '+nginx/rootfs', into: '/'
    copy 'nginx/nginx.conf', 'nginx/site.conf', into: '/etc/nginx/'
    copy '+packed/packed', into: '/srv/site'
    label 'org.opencontainers.image.title': 'A static site'
    user '10001:10001'
    expose 8080
    stopSignal 'SIGQUIT'
    entrypoint '/usr/sbin/nginx', '-e', 'stderr'
    image "${repo}:${tag}", push: true, maxSize: '6 MB'
}

target('check') {
    doc 'Let nginx read its settings, on each platform'
    from '+image'
    run(['/usr/sbin/nginx', '-e', 'stderr', '-t', '-q'])
}

target('all') {
    doc 'The release for a CDN, and the image for both platforms'
    build '+site'
    build '+image', '+check', platforms: ['linux/amd64', 'linux/arm64']
}
