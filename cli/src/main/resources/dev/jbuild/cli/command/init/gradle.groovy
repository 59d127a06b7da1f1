jbuild '1' // the version of the language

// A value that the command line can set: jbuild --arg GRADLE=gradle:9-jdk25 +all
String gradle = arg('GRADLE', default: 'gradle:8-jdk21', doc: 'Image with Gradle and Java')

target('package') {
    doc 'Compile, test and package'
    platform 'native'             // jars are the same on every platform: made once
    from gradle
    workdir '/src'
    env GRADLE_USER_HOME: '/gradle'
    cache '/gradle'               // what Gradle downloads outlives a build, and is in no image
    copy '.', into: './'          // all but what .jbuildignore names
    // The Gradle that the project asks for, where it has a wrapper.
    run 'if [ -e gradlew ]; then sh gradlew --no-daemon build; else gradle --no-daemon build; fi'
    run '''
        mkdir /jars
        find . -path '*/build/libs/*.jar' -exec cp {} /jars ';'
    '''
    artifact '/jars', as: 'build/jars'
}

target('all') {
    doc 'Everything'
    build '+package'
}
