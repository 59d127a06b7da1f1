jbuild '1'

function('apt') { String... names ->
    run "apt-get install ${names.join(' ')}"
}
