jbuild '1' // the version of the language

// A value that the command line can set: jbuild --arg MAVEN=maven:3.9-eclipse-temurin-25 +all
String maven = arg('MAVEN', default: 'maven:3.9-eclipse-temurin-21', doc: 'Image with Maven and Java')

target('package') {
    doc 'Compile, test and package'
    platform 'native'             // jars are the same on every platform: made once
    from maven
    workdir '/src'
    cache '/root/.m2/repository'  // what Maven downloads outlives a build, and is in no image
    copy '.', into: './'          // all but what .jbuildignore names
    run 'mvn --batch-mode package'
    run '''
        mkdir /jars
        find . -path '*/target/*.jar' -exec cp {} /jars ';'
    '''
    artifact '/jars', as: 'target/jars'
}

target('all') {
    doc 'Everything'
    build '+package'
}
