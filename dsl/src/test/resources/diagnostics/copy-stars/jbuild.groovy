jbuild '1'

target('web') {
    from 'alpine'
    artifact '/out'
}

target('all') {
    from 'alpine'
    copy '+web/out/**/*.js', into: './'
}
