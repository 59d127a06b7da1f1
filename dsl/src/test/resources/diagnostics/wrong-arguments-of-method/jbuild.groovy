jbuild '1'

void make(String goal) {
    run "make $goal"
}

void all(List<String> goals) {
    goals.each { make it }
}

target('all') {
    from 'alpine'
    make 1
    all([1, 2])
    entrypoint([1])
    env(['A'])
}
