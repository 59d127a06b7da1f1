jbuild '1'

target('all') {
    from 'alpine'
    assert platform.os == 'windows' : 'only for windows'
}
