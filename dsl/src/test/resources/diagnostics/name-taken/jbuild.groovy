jbuild '1'

String name = arg('NAME', default: 'shop')

target('all') {
    from 'debian:bookworm-slim'
    ['curl', 'git'].each { name ->
        run "apt-get install -qy ${name}"
    }
}
