jbuild '1'

target('all') {
    from 'alpine'
    copy '/bin/sh', from: '+all', into: './'
}
