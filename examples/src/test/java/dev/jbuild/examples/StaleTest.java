package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Changes one input of a build that is up to date, and looks at what is delivered then: neither the
 * front nor the real program may take it for done, whatever way the change comes.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaleTest {
    private static final String IMAGE = "jbuild-test/stale:" + NONCE;

    private static final String BUILD_FILE =
            """
            jbuild '1'
            imports './lib+greeting'

            String version = file('VERSION').trim()
            String user = env('STALE_USER') ?: 'nobody'
            String given = arg('GIVEN', default: 'nothing')

            target('values') {
                deployFile 'build/values', "${version} ${user} ${given}"
            }

            target('files') {
                from '%s'
                greeting()
                copy 'src', into: '/out/src/'
                copy 'deep/er/file', into: '/out/'
                artifact '/out', as: 'build/out'
                image '%s'
            }

            target('all') {
                build '+values', '+files', './sub+sub'
            }

            target('check') {
                from '%s'
                copy 'checked', into: '/'
                run 'grep -q good /checked # %s'
            }

            target('checked') {
                from 'scratch'
                needs '+check'
                copy 'src', into: '/'
                artifact '/', as: 'build/checked'
            }

            target('clock') {
                from '%s'
                run 'cat /proc/sys/kernel/random/uuid > /now', noCache: true
                artifact '/now', as: 'build/now'
            }
            """
                    .formatted(BASE, IMAGE, BASE, NONCE, BASE);

    private static final String SUB =
            """
            jbuild '1'

            target('sub') {
                from 'scratch'
                copy '*.txt', into: '/'
                artifact '/', as: 'out'
            }
            """;

    private Jbuild jbuild;

    @BeforeAll
    void makeProject(@TempDir Path folder) throws Exception {
        jbuild = new Jbuild(folder);
        jbuild.write("jbuild.groovy", BUILD_FILE)
                .write("VERSION", "1")
                .write("versions/two", "2")
                .write("src/a", "a")
                .write("src/b", "b")
                .write("deep/er/file", "deep")
                .write("checked", "good")
                .write("subs/one/jbuild.groovy", SUB)
                .write("subs/one/one.txt", "one")
                .write("subs/one/more.txt", "more")
                .write("subs/two/jbuild.groovy", SUB)
                .write("subs/two/two.txt", "two");
        function("hello");
        link("sub", "subs/one");
        build("+all");
        assertUpToDate("+all");
    }

    private void function(String text) throws Exception {
        jbuild.write(
                "lib/jbuild.groovy",
                """
                jbuild '1'

                function('greeting') {
                    run 'mkdir -p /out; echo %s > /out/greeting # %s'
                }
                """
                        .formatted(text, NONCE));
    }

    private void link(String name, String target) throws Exception {
        Files.deleteIfExists(jbuild.path(name));
        Files.createSymbolicLink(jbuild.path(name), Path.of(target));
    }

    private Outcome build(String goal) throws Exception {
        Outcome outcome = jbuild.run(goal);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome;
    }

    private void assertUpToDate(String goal) throws Exception {
        Outcome outcome = jbuild.environment("JBUILD_FRONT", "only").run(goal);
        jbuild.environment("JBUILD_FRONT", "");
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    private void assertValues(String values) throws Exception {
        build("+values");
        assertThat(jbuild.path("build/values")).hasContent(values);
    }

    @Test
    void values() throws Exception {
        assertThat(jbuild.path("build/values")).hasContent("1 nobody nothing");
        link("VERSION", "versions/two");
        assertValues("2 nobody nothing");
        jbuild.write("versions/two", "3");
        assertValues("3 nobody nothing");
        jbuild.environment("STALE_USER", "ada");
        assertValues("3 ada nothing");
        jbuild.environment("GIVEN", "by the environment");
        assertValues("3 ada by the environment");
        jbuild.write(".arg", "GIVEN=by the file\n");
        assertValues("3 ada by the file");
        jbuild.write(".arg", "GIVEN=by the FILE\n");
        assertValues("3 ada by the FILE");
        Files.delete(jbuild.path(".arg"));
        jbuild.without("GIVEN", "STALE_USER");
        Files.delete(jbuild.path("VERSION"));
        jbuild.write("VERSION", "1");
        assertValues("1 nobody nothing");
        assertUpToDate("+values");
    }

    @Test
    void importedFunction() throws Exception {
        function("bye");
        build("+all");
        assertThat(jbuild.path("build/out/greeting")).hasContent("bye");
    }

    @Test
    void folderThatIsALink_leadsElsewhere() throws Exception {
        assertThat(names("sub/out")).containsExactlyInAnyOrder("one.txt", "more.txt");
        jbuild.write("subs/one/.jbuildignore", "more.txt\n");
        build("+all");
        assertThat(names("sub/out")).containsExactly("one.txt");

        link("sub", "subs/two");
        build("+all");
        assertThat(names("sub/out")).containsExactly("two.txt");
    }

    private Stream<String> names(String folder) {
        return Stream.of(java.util.Objects.requireNonNull(jbuild.path(folder).toFile().list()));
    }

    @Test
    void fileThatBecomesSomethingElse() throws Exception {
        Files.delete(jbuild.path("src/a"));
        Files.createLink(jbuild.path("src/a"), jbuild.path("src/b"));
        build("+all");
        assertThat(jbuild.path("build/out/src/a")).hasContent("b");

        // By its other name.
        jbuild.write("src/b", "c");
        build("+all");
        assertThat(jbuild.path("build/out/src/a")).hasContent("c");

        Files.delete(jbuild.path("src/a"));
        jbuild.write("src/a/inner", "inner");
        build("+all");
        assertThat(jbuild.path("build/out/src/a/inner")).hasContent("inner");

        Files.move(jbuild.path("deep"), jbuild.path("deep.old"));
        jbuild.write("deep.new/er/file", "DEEP");
        link("deep", "deep.new");
        Outcome throughALink = jbuild.run("+all");
        assertThat(throughALink.exitCode()).as(throughALink.toString()).isEqualTo(2);
        Files.delete(jbuild.path("deep"));
        Files.move(jbuild.path("deep.old"), jbuild.path("deep"));
        build("+all");
        assertThat(jbuild.path("build/out/file")).hasContent("deep");
    }

    @Test
    void imageThatIsAnotherByTheSameName() throws Exception {
        String id = Containers.docker("inspect", "--format", "{{.Id}}", IMAGE);
        // The builder may have it without the engine.
        Containers.docker("pull", "-q", BASE);
        Containers.docker("tag", BASE, IMAGE);
        build("+all");
        assertThat(Containers.docker("inspect", "--format", "{{.Id}}", IMAGE)).isEqualTo(id);
        Containers.remove(IMAGE);
        build("+all");
        assertThat(Containers.docker("inspect", "--format", "{{.Id}}", IMAGE)).isEqualTo(id);
    }

    @Test
    void checkThatWouldFailNow() throws Exception {
        build("+checked");
        assertUpToDate("+checked");
        jbuild.write("checked", "bad");
        assertThat(jbuild.run("+checked").exitCode()).isEqualTo(1);
        assertThat(jbuild.run("+checked").exitCode()).isEqualTo(1);
        jbuild.write("checked", "good");
        build("+checked");
    }

    @Test
    void stepThatIsDueInEveryBuild() throws Exception {
        build("+clock");
        String first = Files.readString(jbuild.path("build/now"));
        build("+clock");
        String second = Files.readString(jbuild.path("build/now"));
        build("+clock");
        assertThat(jbuild.path("build/now")).content().isNotIn(first, second);
        assertThat(second).isNotEqualTo(first);
    }
}
