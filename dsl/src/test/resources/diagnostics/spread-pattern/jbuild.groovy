jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    run(['a b']*.split(' ').flatten().join(' '))
}
