jbuild '1'

function('apt') { run 'apt' }
