jbuild '1'

target('all') {
    from "alpine:${env('NO_SUCH_VARIABLE')}"
}
