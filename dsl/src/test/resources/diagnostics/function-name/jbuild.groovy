jbuild '1'

function('run') { String text -> }
function('two words') { }
function('one') { }
function('one') { }
target('all') {
    from 'alpine'
}
