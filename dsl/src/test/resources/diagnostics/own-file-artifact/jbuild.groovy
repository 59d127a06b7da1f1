jbuild '1'

target('all') {
    from 'alpine'
    artifact 'hook', as: '.git/hooks/'
}
