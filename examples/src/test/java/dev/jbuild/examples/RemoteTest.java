package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.GitRepository;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Running;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Projects that take targets and functions from another repository. */
@Tag("engine")
class RemoteTest {
    private static final String IMAGE = "jbuild-test/remote:" + NONCE;

    @TempDir Path folder;

    private GitRepository library;
    private Jbuild jbuild;

    @BeforeEach
    void makeLibraryAndProject() throws Exception {
        library = new GitRepository(folder.resolve("library"));
        library.write("tools/data", "one")
                .write(
                        "tools/jbuild.groovy",
                        """
                        jbuild '1'
                        function('greet') { String name -> run "echo hello ${name} > /greeting" }
                        target('tool') {
                            from '%s'
                            copy 'data', into: '/data'
                            run 'cat /data > /out # %s'
                            artifact '/out', as: 'build/tool'
                        }
                        target('all') {
                            from '+tool'
                            label commit: git.hash
                            image '%s'
                            artifact '/data', as: 'build/data'
                        }
                        target('nosy') {
                            from '%s'
                            run 'cat /own', secrets: ['/own': 'REMOTE_SECRET']
                        }
                        """
                                .formatted(BASE, NONCE, IMAGE, BASE))
                .commit();
        jbuild = new Jbuild(folder.resolve("user"));
        jbuild.write(
                "jbuild.groovy",
                """
                jbuild '1'
                imports 'LIB/tools:main+greet'
                target('app') {
                    from '%s'
                    copy 'LIB/tools:main+tool/out', into: '/tool'
                    copy 'in', into: '/in'
                    greet 'you'
                    run 'cat /tool /in /greeting > /all # %s'
                    artifact '/all', as: 'build/all'
                }
                """
                        .formatted(BASE, NONCE)
                        .replace("LIB", library.address()));
        jbuild.write("in", "1");
    }

    private static Outcome done(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome;
    }

    @Test
    void build_takesThePinnedCommit_untilTheLockIsUpdated_andNeedsNoServer() throws Exception {
        Outcome refused = jbuild.run("--locked", "+app");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errors().getFirst())
                .contains("2:9: `" + library.address() + ":main` is not in `jbuild.lock`");

        done(jbuild.run("+app"));
        assertThat(jbuild.path("build/all")).hasContent("one1hello you");
        assertThat(jbuild.path("build/tool")).doesNotExist();

        library.write("tools/data", "two").commit();
        done(jbuild.environment("JBUILD_FRONT", "only").run("+app"));
        jbuild.without("JBUILD_FRONT");
        assertThat(done(jbuild.run("--locked", "+app")).built()).isEmpty();

        Outcome updated = done(jbuild.run("lock", "--update", "*:main"));
        assertThat(updated.out())
                .containsPattern("~  " + library.address() + ":main +\\w{12} -> \\w{12}");
        assertThat(done(jbuild.run("why", "+app")).out()).contains("tools/data` has another");
        done(jbuild.run("--locked", "+app"));
        assertThat(jbuild.path("build/all")).hasContent("two1hello you");

        Files.move(folder.resolve("library"), folder.resolve("away"));
        jbuild.write("in", "2");
        done(jbuild.run("--offline", "+app"));
        assertThat(jbuild.path("build/all")).hasContent("two2hello you");
        done(jbuild.run("lock", "--check"));
        assertThat(jbuild.run("lock", "--update").exitCode()).isEqualTo(2);
    }

    @Test
    void goalOfAnotherRepository_deliversItsImage_andNoFiles() throws Exception {
        Jbuild elsewhere = new Jbuild(folder.resolve("elsewhere"));

        Outcome outcome = done(elsewhere.run(library.address() + "/tools:main+all"));

        assertThat(outcome.delivered()).containsOnlyKeys(IMAGE);
        assertThat(outcome.err()).contains("is not delivered: a target of another repository");
        assertThat(elsewhere.path("build")).doesNotExist();
        assertThat(elsewhere.path("jbuild.lock"))
                .content()
                .contains("git " + library.address() + " main ");
    }

    @Test
    void stepOfAnotherRepository_getsNoSecretThatIsNotGiven() throws Exception {
        String goal = library.address() + "/tools:main+nosy";
        jbuild.environment("REMOTE_SECRET", "private");

        Outcome refused = jbuild.run(goal);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errors().getFirst())
                .contains("a step of another repository asks for the secret `REMOTE_SECRET`")
                .contains("run 'cat /own', secrets");
        done(jbuild.run("--secret", "REMOTE_SECRET", goal));
    }

    @Test
    void linksOfAnotherRepository_leadToNothingOfThisMachine() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "private");
        library.write(
                "links/jbuild.groovy",
                """
                jbuild '1'
                target('link') {
                    from '%s'
                    copy '*', into: '/in/'
                    run 'test -L /in/folder && ! test -e /in/file && readlink /in/file > /out'
                    artifact '/out'
                }
                target('below') {
                    from 'scratch'
                    copy 'folder/secret', into: '/x'
                }
                target('mounted') {
                    from '%s'
                    run 'cat /in', mounts: ['/in': 'folder/secret']
                }
                """
                        .formatted(BASE, BASE));
        Files.createSymbolicLink(library.folder().resolve("links/file"), secret);
        Files.createSymbolicLink(library.folder().resolve("links/folder"), folder);
        library.commit();
        String links = library.address() + "/links:main";
        jbuild.write(
                "jbuild.groovy",
                """
                jbuild '1'
                target('app') {
                    from 'scratch'
                    copy 'LINKS+link/out', into: '/out'
                    artifact '/out', as: 'build/out'
                }
                """
                        .replace("LINKS", links));

        done(jbuild.run("+app"));
        assertThat(jbuild.path("build/out")).content().startsWith(secret.toString());
        for (String target : List.of("+below", "+mounted")) {
            Outcome refused = jbuild.run(links + target);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("`folder/secret` matches no file");
        }
    }

    @Test
    void builds_atTheSameTime_fetchOnce() throws Exception {
        Duration limit = Duration.ofMinutes(5);
        try (Running one = jbuild.start("+app");
                Running two = jbuild.start("+app")) {
            Outcome first = done(one.await(limit));
            Outcome second = done(two.await(limit));
            assertThat(first.err() + second.err())
                    .containsOnlyOnce("fetching " + library.address() + ":main");
        }
        assertThat(jbuild.path("build/all")).hasContent("one1hello you");
    }
}
