jbuild '1'

target('all things') {
}
target('all') {
    
}
