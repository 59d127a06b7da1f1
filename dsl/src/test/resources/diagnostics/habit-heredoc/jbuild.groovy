jbuild '1'

target('all') {
    from 'debian:bookworm-slim'
    run <<EOF
make
EOF
}
