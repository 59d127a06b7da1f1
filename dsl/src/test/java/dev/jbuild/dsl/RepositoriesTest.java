package dev.jbuild.dsl;

import static dev.jbuild.dsl.ProjectFolder.AMD64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Checkout;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Folder;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** References to other repositories, whose files are there already. */
class RepositoriesTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir Path folder;

    private ProjectFolder project;
    private final Map<GitRef, Path> served = new HashMap<>();
    private final List<GitRef> asked = new ArrayList<>();

    @BeforeEach
    void makeProject() {
        project = new ProjectFolder(folder.resolve("project"));
    }

    /** Has a repository of other people. */
    private ProjectFolder repository(String address) {
        GitRef at = Folder.of("").resolve(address).repository().orElseThrow();
        Path root = folder.resolve("served-" + served.size());
        served.put(at, root);
        return new ProjectFolder(root);
    }

    private Checkout checkout(GitRef at) throws UserMistake {
        asked.add(at);
        if (!served.containsKey(at)) {
            throw new UserMistake(
                    Diagnostic.of("no-such-repository", "there is no `" + at + "`", "mend it"));
        }
        return new Checkout(COMMIT, 1_700_000_000, served.get(at));
    }

    private Evaluation evaluate(String... goals) throws BuildException {
        return Buildfiles.evaluate(project.request(goals), this::checkout);
    }

    private List<Step> steps(String goal) throws BuildException {
        RecipeId id = new RecipeId(TargetRef.parse(goal, ""), AMD64);
        return Objects.requireNonNull(evaluate(goal).project().recipes().get(id)).steps();
    }

    private List<String> mistakes(String... goals) throws BuildException {
        try {
            throw new AssertionError("no mistake found in " + evaluate(goals));
        } catch (UserMistake mistake) {
            return mistake.diagnostics().stream().map(DiagnosticText::of).toList();
        }
    }

    @Test
    void references_leadToTargetsOfTheRepository_whoseOwnStayThere() throws Exception {
        repository("github.com/org/lib:v1")
                .file(
                        "jbuild.groovy",
                        """
                        jbuild '1'
                        target('base') { from './tools+tool' }
                        """)
                .file(
                        "tools/jbuild.groovy",
                        """
                        jbuild '1'
                        target('tool') { from 'scratch'; copy 'a', into: '/'; artifact '/a' }
                        target('up') { from '..+base' }
                        """);
        project.says(
                """
                target('x') {
                    from 'github.com/org/lib:v1+base'
                    copy 'github.com/org/lib/tools:v1+tool/a', into: '/b'
                    build 'github.com/org/lib/tools:v1+up'
                    needs 'https://github.com/org/lib.git/tools:v1+up'
                }
                """);

        Evaluation evaluation = evaluate("+x");

        assertThat(evaluation.project().recipes().keySet())
                .extracting(id -> id.target().toString())
                .containsExactly(
                        "+x",
                        "github.com/org/lib:v1+base",
                        "github.com/org/lib/tools:v1+tool",
                        "github.com/org/lib/tools:v1+up");
        GitRef lib = new GitRef("https://github.com/org/lib.git", "v1");
        assertThat(evaluation.checkouts()).containsOnlyKeys(lib);
        assertThat(asked).containsExactly(lib);
        assertThat(((Step.Copy) steps("github.com/org/lib/tools:v1+tool").get(1)).source())
                .isEqualTo(
                        new Step.CopySource.Context(
                                Folder.of("").resolve("github.com/org/lib/tools:v1"),
                                List.of("a")));
    }

    @Test
    void goals_canBeOfOtherRepositories_withoutABuildFileHere() throws Exception {
        repository("git@example.org:lib.git")
                .says("target('all') { doc 'Everything'; from 'scratch'; label t: \"$target\" }");

        assertThat(steps("git@example.org:lib.git+all")).hasSize(2);
        assertThat(
                        Buildfiles.document(
                                project.request("git@example.org:lib.git+all"), this::checkout))
                .singleElement()
                .satisfies(doc -> assertThat(doc.doc()).isEqualTo("Everything"));
    }

    @Test
    void facts_areThoseOfTheRepository_andTheMachineIsOutOfReach() throws Exception {
        repository("github.com/org/lib")
                .file("VERSION", "2")
                .says(
                        """
                        String top = arg('TOP', default: 'own')
                        String text = file('VERSION')
                        target('x') {
                            from 'scratch'
                            label hash: git.hash, short: git.shortHash, time: git.timestamp,
                                branch: git.branch ?: 'none', tag: git.tag ?: 'none',
                                dirty: git.dirty, version: text,
                                env: env('SECRET') ?: 'none', top: top,
                                said: arg('SAID', default: 'own'),
                                passed: arg('PASSED', default: 'own'),
                                local: arg('LOCAL', default: 'own')
                        }
                        """);
        project.file("VERSION", "1")
                .file(".arg", "LOCAL=here\n")
                .argument("SAID", "said")
                .variable("SECRET", "s")
                .variable("TOP", "t")
                .variable("PASSED", "t")
                .says("target('x') { from 'github.com/org/lib+x', args: [PASSED: 'passed'] }");

        Step.Label label =
                (Step.Label)
                        evaluate("+x").project().recipes().values().stream()
                                .filter(recipe -> recipe.id().target().folder().isElsewhere())
                                .findFirst()
                                .orElseThrow()
                                .steps()
                                .get(1);
        assertThat(label.labels())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("hash", COMMIT),
                                Map.entry("short", "0123456"),
                                Map.entry("time", "1700000000"),
                                Map.entry("branch", "none"),
                                Map.entry("tag", "none"),
                                Map.entry("dirty", "false"),
                                Map.entry("version", "2"),
                                Map.entry("env", "none"),
                                Map.entry("top", "own"),
                                Map.entry("said", "said"),
                                Map.entry("passed", "passed"),
                                Map.entry("local", "own")));
    }

    @Test
    void imports_takeFunctions_whoseReferencesStayThere() throws Exception {
        repository("github.com/org/lib:v1.2")
                .file(
                        "functions/jbuild.groovy",
                        """
                        jbuild '1'
                        function('tool') { String name ->
                            copy '+tools/out', into: "/opt/${name}"
                            copy 'mine', into: '/mine'
                            label env: env('SECRET') ?: 'none'
                        }
                        target('tools') { from 'scratch'; artifact '/out' }
                        """);
        project.variable("SECRET", "s")
                .says(
                        """
                        imports 'github.com/org/lib/functions:v1.2+tool'
                        target('x') { from 'scratch'; tool 'a' }
                        """);

        List<Step> steps = steps("+x");

        assertThat(((Step.Copy) steps.get(1)).source())
                .hasToString(
                        "Artifact[recipe=github.com/org/lib/functions:v1.2+tools linux/amd64,"
                                + " path=out]");
        assertThat(((Step.Copy) steps.get(2)).source())
                .isEqualTo(new Step.CopySource.Context("", List.of("mine")));
        assertThat(((Step.Label) steps.get(3)).labels()).containsEntry("env", "none");
    }

    @Test
    void mistakes_areToldWhereTheReferenceIs() throws Exception {
        repository("github.com/org/lib:v1")
                .says("target('base') { from 'scratch'; artifact '/out' }");
        project.says(
                """
                target('x') {
                    from 'github.com/org/gone:v1+base'
                    copy 'github.com/org/lib/no:v1+base/a', into: '/'
                    build 'github.com/org/lib:v1+bsae'
                }
                """);

        assertThat(mistakes("+x"))
                .containsExactly(
                        """
                        jbuild.groovy:3:11: there is no `github.com/org/gone:v1`
                            |
                          3 |     from 'github.com/org/gone:v1+base'
                            |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                          mend it
                        """,
                        """
                        jbuild.groovy:4:11: no jbuild.groovy in github.com/org/lib/no:v1
                            |
                          4 |     copy 'github.com/org/lib/no:v1+base/a', into: '/'
                            |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                          mend the reference: `github.com/org/repo/folder:ref+name` names a folder with a build file
                        """,
                        """
                        jbuild.groovy:5:12: unknown target `github.com/org/lib:v1+bsae`
                            |
                          5 |     build 'github.com/org/lib:v1+bsae'
                            |            ^^^^^^^^^^^^^^^^^^^^^^^^^^
                          did you mean `github.com/org/lib:v1+base`?
                          targets: github.com/org/lib:v1+base
                        """);
    }

    @Test
    void mistakes_inTheRepositorysFile_areToldWithItsName() throws Exception {
        repository("github.com/org/lib/web:v1")
                .file("web/jbuild.groovy", "jbuild '1'\ntarget('a') { form 'scratch' }\n")
                .file("up/jbuild.groovy", "jbuild '1'\ntarget('a') { from '../../x+a' }\n")
                .file(
                        "local/jbuild.groovy",
                        "jbuild '1'\ntarget('a') { from 'file:///home/ada+a' }\n")
                .file("run/jbuild.groovy", "jbuild '1'\ntarget('a') { from \"${git.tag}\" }\n");

        assertThat(mistakes("github.com/org/lib/web:v1+a").getFirst())
                .startsWith("github.com/org/lib:v1/web/jbuild.groovy:2:15: unknown step `form`");
        assertThat(mistakes("github.com/org/lib/up:v1+a").getFirst())
                .startsWith("github.com/org/lib:v1/up/jbuild.groovy:2:21: ");
        assertThat(mistakes("github.com/org/lib/local:v1+a").getFirst())
                .contains("is on this machine, which no other repository may read");
        assertThat(mistakes("github.com/org/lib/run:v1+a").getFirst())
                .startsWith("github.com/org/lib:v1/run/jbuild.groovy:2:23: `git.tag` is null");
    }

    @Test
    void address_whenNotRight_isAMistake() throws Exception {
        project.says(
                """
                imports 'github.com/org+f'
                target('x') { from 'https://ada:secret@example.org/r.git+a' }
                """);
        assertThat(mistakes("+x").getFirst())
                .contains(
                        "no reference to a function: `github.com/org` does not name a repository");
        project.says("target('x') { from 'https://ada:secret@example.org/r.git+a' }");
        assertThat(mistakes("+x").getFirst()).contains("an address has no password in it");
        assertThat(mistakes("github.com/org+x").getFirst())
                .contains("`github.com/org` does not name a repository");
        assertThat(asked).isEmpty();
    }

    @Test
    void import_whenThereIsNoSuchRepository_isAMistakeAtItsPlace() throws Exception {
        project.says("imports 'github.com/org/gone+f'\ntarget('x') { from 'scratch' }");
        assertThat(mistakes("+x"))
                .containsExactly(
                        """
                        jbuild.groovy:2:9: there is no `github.com/org/gone`
                            |
                          2 | imports 'github.com/org/gone+f'
                            |         ^^^^^^^^^^^^^^^^^^^^^^^
                          mend it
                        """);
    }

    @Test
    void circles_betweenRepositories_areFound() throws Exception {
        repository("github.com/a/a").says("target('a') { from 'github.com/b/b+b' }");
        repository("github.com/b/b").says("target('b') { from 'github.com/a/a+a' }");
        project.says("target('x') { from 'github.com/a/a+a' }");
        assertThat(mistakes("+x").getFirst())
                .contains(
                        "targets need each other: github.com/a/a+a -> github.com/b/b+b ->"
                                + " github.com/a/a+a");

        repository("github.com/c/c").says("imports 'github.com/d/d+f'\nfunction('g') { -> }");
        repository("github.com/d/d").says("imports 'github.com/c/c+g'\nfunction('f') { -> }");
        project.says("imports 'github.com/c/c+g'\ntarget('x') { from 'scratch' }");
        assertThat(mistakes("+x").getFirst()).contains("build files take functions of each other");
    }

    @Test
    void links_thatLeadOutOfTheRepository_areNotFollowed() throws Exception {
        project.file("private/jbuild.groovy", "jbuild '1'\ntarget('a') { from 'scratch' }\n")
                .file("private/secret", "s")
                .says("target('x') { from 'scratch' }");
        ProjectFolder lib = repository("github.com/org/lib");
        lib.says("String secret = file('in/secret')\ntarget('f') { from 'scratch' }");
        link("in");

        assertThat(mistakes("github.com/org/lib/in+a").getFirst())
                .contains("no jbuild.groovy in github.com/org/lib/in");
        assertThat(mistakes("github.com/org/lib+f").getFirst())
                .contains("is a link to a place outside of the project");
    }

    private void link(String name) throws IOException {
        Files.createSymbolicLink(
                folder.resolve("served-0").resolve(name), folder.resolve("project/private"));
    }

    /** Nobody who builds what others have written waits for ever. */
    @Test
    void filesOfRepositories_haveTheLimitsOfAnyOther() throws Exception {
        repository("github.com/org/lib:v1")
                .file(
                        "jbuild.groovy",
                        """
                        jbuild '1'
                        function('spin') {
                            while (true) { }
                        }
                        target('loop') {
                            while (true) { }
                            from 'scratch'
                        }
                        """);
        project.says("target('x') { from 'github.com/org/lib:v1+loop' }");
        assertThat(mistakes("+x"))
                .singleElement()
                .asString()
                .startsWith(
                        "github.com/org/lib:v1/jbuild.groovy:6:5: the build file runs without end");

        project.says(
                """
                imports 'github.com/org/lib:v1+spin'
                target('x') {
                    from 'scratch'
                    spin()
                }
                """);
        assertThat(mistakes("+x")).singleElement().asString().contains("runs without end");
    }
}
