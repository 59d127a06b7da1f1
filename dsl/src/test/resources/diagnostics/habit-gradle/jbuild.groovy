jbuild '1'

task build {
    doLast { println 'x' }
}
