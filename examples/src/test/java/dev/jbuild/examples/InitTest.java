package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Processes;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Builds what {@code jbuild init} writes. The images that it names are not to be had everywhere: in
 * their place are the toolchains of the shop, whose layers the engine has for other tests anyway.
 */
@Tag("engine")
class InitTest {
    /** The shop's packages come without Gradle and Go. */
    private static final String MORE_TOOLS =
            """

            target('gradle') {
                platform 'native'
                from '+jdk'
                cache '/var/cache/apt', id: 'apt-gradle', sharing: 'locked'
                cache '/var/lib/apt/lists', id: 'apt-lists-gradle', sharing: 'locked'
                run install('gradle'), retries: 5
            }

            target('go') {
                platform 'native'
                from 'debian:bookworm-slim'
                cache '/var/cache/apt', id: 'apt-go', sharing: 'locked'
                cache '/var/lib/apt/lists', id: 'apt-lists-go', sharing: 'locked'
                run install('golang-go'), retries: 5
            }
            """;

    /** Maven waits half an hour, if it is let, for a repository that has fallen silent. */
    private static final String PATIENCE = "-Daether.connector.requestTimeout=20000\n";

    /** Of a repository that fell silent; the second where it did so in the middle of a POM. */
    private static final Pattern CUT_OFF =
            Pattern.compile("Could not transfer artifact|Failed to read artifact descriptor");

    private static final String GREETER =
            """
            package org.example;

            public class Greeter {
                // %s
                public static String greeting() {
                    return "hello";
                }
            }
            """
                    .formatted(NONCE);

    private Jbuild jbuild;

    @BeforeEach
    void makeProjects(@TempDir Path folder) throws IOException {
        jbuild = new Jbuild(folder);
        jbuild.write(
                        "tools/jbuild.groovy",
                        Files.readString(Path.of("shop/jbuild.groovy")) + MORE_TOOLS)
                .write(
                        "jbuild.groovy",
                        """
                        jbuild '1'

                        target('all') {
                            build './maven+all', './gradle+all', './npm+all', './go+all', './plain+all'
                        }
                        """);
        maven();
        gradle();
        npm();
        go();
        Files.createDirectories(jbuild.path("plain"));
    }

    private void maven() throws IOException {
        jbuild.write("maven/.mvn/maven.config", PATIENCE)
                .write(
                        "maven/pom.xml",
                        """
                        <project xmlns="http://maven.apache.org/POM/4.0.0">
                          <modelVersion>4.0.0</modelVersion>
                          <groupId>org.example</groupId>
                          <artifactId>greeter</artifactId>
                          <version>1.0</version>
                          <properties>
                            <maven.compiler.release>17</maven.compiler.release>
                            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                          </properties>
                          <dependencies>
                            <dependency>
                              <groupId>org.junit.jupiter</groupId>
                              <artifactId>junit-jupiter</artifactId>
                              <version>5.11.4</version>
                              <scope>test</scope>
                            </dependency>
                          </dependencies>
                        </project>
                        """)
                .write("maven/src/main/java/org/example/Greeter.java", GREETER)
                .write(
                        "maven/src/test/java/org/example/GreeterTest.java",
                        """
                        package org.example;

                        class GreeterTest {
                            @org.junit.jupiter.api.Test
                            void greets() {
                                org.junit.jupiter.api.Assertions.assertEquals("hello", Greeter.greeting());
                            }
                        }
                        """);
    }

    private void gradle() throws IOException {
        jbuild.write("gradle/settings.gradle", "rootProject.name = 'greeter'\n")
                .write("gradle/build.gradle", "plugins { id 'java' }\nversion = '1.0'\n")
                .write("gradle/src/main/java/org/example/Greeter.java", GREETER);
    }

    private void npm() throws IOException {
        jbuild.write(
                        "npm/package.json",
                        """
                        {
                          "name": "greeter",
                          "version": "1.0.0",
                          "dependencies": { "ms": "2.1.3" },
                          "scripts": {
                            "test": "node -e \\"require('assert').equal(require('ms')('2s'), 2000)\\"",
                            "build": "mkdir -p dist && cp index.js dist/"
                          }
                        }
                        """)
                .write(
                        "npm/package-lock.json",
                        """
                        {
                          "name": "greeter",
                          "version": "1.0.0",
                          "lockfileVersion": 3,
                          "packages": {
                            "": { "name": "greeter", "version": "1.0.0", "dependencies": { "ms": "2.1.3" } },
                            "node_modules/ms": { "version": "2.1.3" }
                          }
                        }
                        """)
                .write("npm/index.js", "console.log('hello " + NONCE + "')\n");
    }

    private Outcome succeeds(String... arguments) throws IOException, InterruptedException {
        Outcome outcome = jbuild.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome;
    }

    private void go() throws IOException {
        jbuild.write("go/go.mod", "module example.org/greeter\n\ngo 1.19\n")
                .write(
                        "go/main.go",
                        """
                        package main

                        import "fmt"

                        func greeting() string { return "hello %s" }

                        func main() { fmt.Println(greeting()) }
                        """
                                .formatted(NONCE))
                .write(
                        "go/main_test.go",
                        """
                        package main

                        import "testing"

                        func TestGreeting(t *testing.T) {
                            if greeting() == "" { t.Fail() }
                        }
                        """);
    }

    /** Maven does not ask a second time for what a repository fell silent about. */
    private Outcome builds(String... arguments) throws IOException, InterruptedException {
        Outcome outcome = jbuild.run(arguments);
        for (int left = 4; left > 0 && isCutOff(outcome); left--) {
            outcome = jbuild.run(arguments);
        }
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome;
    }

    private static boolean isCutOff(Outcome outcome) {
        return outcome.exitCode() == 1 && CUT_OFF.matcher(outcome.err()).find();
    }

    private void init(String folder, String kind) throws IOException, InterruptedException {
        assertThat(succeeds("init", "-C", folder).out())
                .startsWith("wrote jbuild.groovy and .jbuildignore, for " + kind);
    }

    /** All at once: most of the time goes by with downloads. */
    @Test
    void whatIsWritten_builds_andComesToRest() throws Exception {
        init("maven", "a Maven project");
        init("gradle", "a Gradle project");
        init("npm", "an npm project");
        init("go", "a Go module");
        init("plain", "a start");
        String[] build = {
            "--arg", "MAVEN=../tools+jdk",
            "--arg", "GRADLE=../tools+gradle",
            "--arg", "NODE=../tools+node",
            "--arg", "GO=../tools+go",
            "--arg", "GREETING=Hi " + NONCE,
            "+all"
        };

        assertThat(builds(build).err()).contains("Tests run: 1, Failures: 0");

        assertIsJar("maven/target/jars/greeter-1.0.jar");
        assertIsJar("gradle/build/jars/greeter-1.0.jar");
        assertThat(jbuild.path("npm/dist/index.js")).content().contains(NONCE);
        Path program = jbuild.path("go/bin/linux-" + architecture() + "/greeter");
        assertThat(Processes.output(List.of(program.toString())))
                .isEqualTo("hello " + NONCE + "\n");
        assertThat(jbuild.path("plain/build/page.html")).hasContent("<h1>Hi " + NONCE + "</h1>");
        assertThat(succeeds(build).total()).startsWith("everything up to date");
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private void assertIsJar(String path) throws IOException {
        try (JarFile jar = new JarFile(jbuild.path(path).toFile())) {
            assertThat(jar.getEntry("org/example/Greeter.class")).isNotNull();
        }
    }
}
