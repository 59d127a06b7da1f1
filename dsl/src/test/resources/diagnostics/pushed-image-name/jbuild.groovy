jbuild '1'

target('all') {
    from 'scratch'
    image 'shop:a b'
}
