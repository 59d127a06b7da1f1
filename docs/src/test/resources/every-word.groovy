jbuild '1'
imports './lib+greet'

String nonce = arg('NONCE', doc: 'New in every run of the test')
String registry = arg('REGISTRY', doc: 'Host and port of the registry')
String files = arg('FILES', doc: 'Address of files to fetch')
boolean modern = arg('MODERN', default: true, doc: 'Whether the engine keeps images in containerd\'s store').toBoolean()
String kind = arg('KIND', choices: ['fast', 'small'], default: 'fast')
String note = arg('NOTE', required: false) ?: 'none'
String version = file('VERSION', default: 'dev').trim()

function('twice') { String text, int times = 2 -> run "for i in \$(seq ${times}); do echo ${text}; done | wc -l | grep -qx ${times}" }

target('base') {
    doc 'Has the settings that an image can have'
    from 'debian:bookworm-slim'
    shell '/bin/bash', '-o', 'pipefail', '-ec'
    workdir '/srv'
    user 'root'
    env LEVEL: arg('LEVEL', default: '1'), HOME_OF_USER: env('HOME') ?: 'none'
    label 'org.example.kind': kind, 'org.example.target': target
    if (modern) { annotation 'org.example.note': note }
    expose 8080, '53/udp'
    volume '/data'
    stopSignal 'SIGINT'
    healthcheck 'true', interval: '30s', timeout: '3s', startPeriod: '1s', retries: 3
    entrypoint 'cat'
    cmd '/etc/hostname'
}

target('tool') {
    platform 'native', per: 'target'
    from 'debian:bookworm-slim'
    run "mkdir /out && echo ${arg('EDITION', default: 'free')} > /out/tool && ln -s tool /out/link && touch -d 2001-02-03 /out/tool # ${nonce}"
    artifact '/out'
}

target('lint') {
    from 'debian:bookworm-slim'
    copy 'src', into: '/src'
    run "test ${arg('STRICT', default: 'no')} = yes; ls /src/*.c"
}

target('docker') {
    fromDockerfile 'docker', dockerfile: 'Other', stage: 'first', args: [WORD: 'given']
    run 'test "$(cat /word)" = given; ! test -e /second'
}

target('sources') {
    from '+base', args: [LEVEL: '2']
    run 'test $LEVEL = 2; test $PWD = /srv'
    copy 'src', '*.txt', into: 'in/', chown: '1000:1000', chmod: '640', exclude: '**/*.log', ifExists: true
    run 'test "$(stat -c %u:%g:%a in/main.c)" = 1000:1000:640; ! test -e in/a.log'
    copy '+tool/out/tool', into: '/tool', args: [EDITION: 'paid'], keepTimestamps: true
    copy '+tool/out/link', into: '/followed', symlinks: 'follow'
    run 'test $(cat /tool) = paid; test $(stat -c %y /tool | cut -c 1-4) = 2001; test $(cat /followed) = free; ! test -L /followed'
    copy 'archive.tar', into: '/unpacked', unpack: true
    copy 'src', into: '/linked', link: true
    run 'test -e /linked/main.c'
    copy '/etc/debian_version', from: 'debian:bookworm-slim', into: '/version'
    run 'test $(cat /unpacked/inside) = archived; cmp /etc/debian_version /version'
    fetch "${files}/plain", sha256: arg('SHA256'), into: '/fetched', chown: '7', chmod: '600'
    fetch "${files}/archive.tar", into: '/fetched-archive', unpack: true
    run 'test "$(stat -c %u:%a /fetched)" = 7:600; test $(cat /fetched) = plain; test $(cat /fetched-archive/inside) = archived'
}

target('steps') {
    from 'debian:bookworm-slim'
    cache '/kept', id: "every-word-${nonce}", sharing: 'locked', chown: '7', chmod: '701'
    tmpfs '/memory'
    secret '/token': 'TOKEN'
    run 'test $(stat -c %u:%a /kept) = 7:701; grep -q " /memory tmpfs" /proc/mounts; test $(cat /token) = s3cret'
    run 'test $A = b; test $PWD = /usr; test $(id -un) = nobody', env: [A: 'b'], workdir: '/usr', user: 'nobody'
    run 'test $(cat /here) = s3cret; grep -q " /m tmpfs" /proc/mounts', secrets: ['/here': 'TOKEN'], tmpfs: '/m'
    run 'test -e /mounted/main.c; test $(cat /tools/tool) = free', mounts: ['/mounted': 'src', '/tools': '+tool/out']
    run 'test $(ls /sys/class/net) = lo', network: 'none', timeout: '1m'
    run 'test -e /tried || { touch /tried; false; }', retries: 1
    run 'test "$JBUILD_CACHE_KEY" = other', cacheKey: 'other'
    run 'test -n "$JBUILD_BUILD"', noCache: true
    run(['test', '-e', '/tried'])
    twice 'text'
    greet 'you', 3
    run 'test "$(cat /greeting)" = "hello you 3"'
}

target('server') {
    from 'debian:bookworm-slim'
    run "echo ${arg('NAME', default: 'nobody')} > /name"
    entrypoint 'perl', '-MIO::Socket::INET', '-e', 'my $s = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 5, ReuseAddr => 1); while (my $c = $s->accept) { print $c `cat /name`, "$ENV{A} $>\n"; close $c }'
}

target('served') {
    from 'debian:bookworm-slim'
    needs '+lint', args: [STRICT: 'yes']
    service 'db', image: '+server', args: [NAME: 'served'], platform: 'native', env: [A: 'b'], cmd: ['4000'], user: 'nobody', tmpfs: '/memory', aliases: ['store'], ready: tcp(4000), timeout: '2m'
    run 'perl -MIO::Socket::INET -e \'my $s = IO::Socket::INET->new("store:4000") or die; print <$s>\' > /said; test "$(tr "\\n" " " < /said)" = "served b 65534 "'
    artifact '/said', as: 'build/said', always: true
}

target('site') {
    from 'debian:bookworm-slim'
    copy 'site', into: '/site'
    cdn '/site', to: 'file:build/cdn', base: '/', fingerprint: '**/*.css', adopt: '**/*.old.js', integrity: true, precompress: ['gzip'], cacheControl: ['**': 'no-cache'], phoenix: 'names.json', vite: 'manifest.json'
}

target('image') {
    from 'scratch'
    copy 'VERSION', into: "/${version}-${arg('EDITION', default: 'free')}"
    if (modern) {
        image "${registry}/every-word:${nonce}", push: true, maxSize: '1 MB', as: 'build/image.tar', compression: 'zstd', provenance: true
    } else {
        image "${registry}/every-word:${nonce}", push: true, maxSize: '1 MB', provenance: true
    }
}

target('told') {
    from 'debian:bookworm-slim'
    run 'true', pushOnly: true
}

target('all') {
    build '+sources', '+steps', '+served', '+site', '+docker', '+told'
    build '+image', platforms: ['linux/amd64'], args: [EDITION: 'paid']
    String name = "${registry}/every-word:${nonce}"
    String whole = imageRef('+image', name: name, args: [EDITION: 'paid'])
    String one = imageRef('+image', platform: 'linux/amd64', args: [EDITION: 'paid'])
    deployFile 'build/deployed.json', json([whole: whole, one: one, digest: imageDigest('+image', name: name, args: [EDITION: 'paid'])])
    deployFile 'build/digest', imageDigest('+image', platform: 'linux/amd64', args: [EDITION: 'paid'])
}
