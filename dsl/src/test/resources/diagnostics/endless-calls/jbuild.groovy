jbuild '1'

int fibonacci(int n) {
    n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
}

target('all') {
    from 'alpine'
    run "echo ${fibonacci(90)}"
}
