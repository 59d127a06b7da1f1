jbuild '1'

target('all') {
    from 'alpine'
    cache '/root/.npm', shraing: 'locked'
}
