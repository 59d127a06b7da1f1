jbuild '1'

imports './tools+aptt', './nothing+x', '../out+x', 'tools'
target('all') {
    from 'alpine'
}
