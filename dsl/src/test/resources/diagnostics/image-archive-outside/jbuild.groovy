jbuild '1'

target('all') {
    from 'scratch'
    image 'shop', as: '../shop.tar'
}
