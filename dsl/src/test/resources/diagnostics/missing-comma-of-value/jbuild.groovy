jbuild '1'

String v = arg('VERSION' default: 'x')
target('all') { from 'scratch' }
