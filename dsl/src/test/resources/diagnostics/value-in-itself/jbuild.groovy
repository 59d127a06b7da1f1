jbuild '1'

target('all') {
    from 'alpine'
    Map<String, Object> row = [name: 'a']
    row.parent = row
    deployFile 'row.json', json(row)
}
