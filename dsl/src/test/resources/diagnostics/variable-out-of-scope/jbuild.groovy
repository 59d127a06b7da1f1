jbuild '1'

def version = '1'
void base() {
    from "alpine:$version"
}
target('all') {
    base()
}
