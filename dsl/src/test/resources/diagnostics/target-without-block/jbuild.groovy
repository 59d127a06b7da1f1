jbuild '1'

target('all')
