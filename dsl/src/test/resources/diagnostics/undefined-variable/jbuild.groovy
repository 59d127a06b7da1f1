jbuild '1'

def version = '1'
target('all') {
    from "alpine:$verison"
}
