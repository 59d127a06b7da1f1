jbuild '1'

target('all') {
    from 'alpine'
    cache '/c', sharing: 'lockd'
}
