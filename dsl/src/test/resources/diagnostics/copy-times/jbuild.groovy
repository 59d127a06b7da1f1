jbuild '1'

target('all') {
    from 'alpine'
    copy 'src', into: './', keepTimestamps: true
}
