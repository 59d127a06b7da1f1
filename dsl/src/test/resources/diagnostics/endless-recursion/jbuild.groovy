jbuild '1'

String twice(String a) { twice(a) }
target('all') {
    from twice('alpine')
}
