jbuild '1'

int port = 8000
while (port > 0) {
    port = port % 7 + 1
}

target('all') {
    from 'alpine'
}
