jbuild '1'

ARG VERSION=1
target('all') { from 'scratch' }
