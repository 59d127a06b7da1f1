jbuild '1'

target('all') {
    from 'scratch'
    image 'shop', maxSize: '15 megabytes'
}
