package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Reading;
import dev.jbuild.model.failure.Diagnostic;

import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a build file reads of the machine, and what it is kept from reading. */
class ReadingsTest {
    @TempDir Path temp;
    private Path root;
    private ProjectFolder project;

    @BeforeEach
    void makeProject() throws Exception {
        root = Files.createDirectory(temp.resolve("project"));
        project = new ProjectFolder(root);
    }

    private List<Reading> readings(String top) throws Exception {
        project.says(top + "\ntarget('x') {\nfrom 'alpine'\nrun \"echo ${text}\"\n}\n");
        return Buildfiles.evaluate(project.request("+x")).readings();
    }

    private List<String> mistakes(String top) {
        return project.says(top + "\ntarget('x') { }\n").mistakes("+x").stream()
                .map(Diagnostic::message)
                .toList();
    }

    private Reading file(String name, String content) {
        return new Reading.File(root.resolve(name), Optional.of(digest(content)));
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void buildFile_isARead() throws Exception {
        String text = "def text = 'a'";
        assertThat(readings(text)).hasSize(2);
        String whole = Files.readString(root.resolve("jbuild.groovy"));
        assertThat(readings(text))
                .containsExactly(
                        new Reading.File(root.resolve(".arg"), Optional.empty()),
                        file("jbuild.groovy", whole));
    }

    @Test
    void variables_areRead_whetherSetOrNot() throws Exception {
        project.variable("SET", "1").variable("ARG", "2").variable("OTHER", "3");
        assertThat(
                        readings(
                                "def text = (env('SET') ?: '') + (env('UNSET') ?: '') + arg('ARG') + arg('D', default: '')"))
                .contains(
                        new Reading.Variable("SET", Optional.of("1")),
                        new Reading.Variable("UNSET", Optional.empty()),
                        new Reading.Variable("ARG", Optional.of("2")),
                        new Reading.Variable("D", Optional.empty()))
                .hasSize(6);
    }

    @Test
    void file_isRead_relativeToItsBuildFile() throws Exception {
        project.file("VERSION", "1.2\n").file("sub/name", "n");
        assertThat(readings("def text = file('VERSION').trim() + file('./sub/name')"))
                .contains(file("VERSION", "1.2\n"), file("sub/name", "n"))
                .hasSize(4);
        assertThat(project.scripts("x")).containsExactly("echo 1.2n");

        project.file(
                "sub/jbuild.groovy",
                "jbuild '1'\nString v = file('../VERSION')\ntarget('y') {\nfrom 'alpine'\nrun v\n}\n");
        assertThat(Buildfiles.evaluate(project.request("./sub+y")).readings())
                .contains(file("VERSION", "1.2\n"));
    }

    @Test
    void file_whenMissing_takesTheDefault_andIsAReadAllTheSame() throws Exception {
        assertThat(readings("String text = file('VERSION', default: 'dev')"))
                .contains(new Reading.File(root.resolve("VERSION"), Optional.empty()));
        assertThat(project.scripts("x")).containsExactly("echo dev");
        assertThat(mistakes("file('VERSION')")).containsExactly("there is no file `VERSION`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../secret", "a/../../secret", "..", "a\\\\b"})
    void file_outside_isRefused(String path) throws Exception {
        Files.writeString(temp.resolve("secret"), "s");
        assertThat(mistakes("file('" + path + "')"))
                .singleElement()
                .asString()
                .endsWith("is not a path inside of the project");
    }

    @Test
    void file_byLinksThatLeadOutside_isRefused() throws Exception {
        Files.writeString(temp.resolve("secret"), "s");
        Files.createSymbolicLink(root.resolve("direct"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("direct"));
        Files.createSymbolicLink(root.resolve("folder"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("absolute"), temp.resolve("secret"));
        for (String path : List.of("direct", "chain", "folder/secret", "absolute")) {
            assertThat(mistakes("file('" + path + "')"))
                    .containsExactly(
                            "the file `" + path + "` is a link to a place outside of the project");
        }
    }

    @Test
    void file_byALinkInside_isRead_butCannotBeToldAgain() throws Exception {
        project.file("VERSION", "1");
        Files.createSymbolicLink(root.resolve("link"), Path.of("VERSION"));
        assertThat(readings("def text = file('link')"))
                .anyMatch(Reading.Untold.class::isInstance)
                .contains(file("link", "1"));
    }

    @Test
    void file_thatIsNoText_isRefused() throws Exception {
        Files.write(root.resolve("binary"), new byte[] {(byte) 0xff, 0});
        Files.write(root.resolve("large"), new byte[1024 * 1024 + 1]);
        Files.createDirectory(root.resolve("folder"));
        assertThat(mistakes("file('binary')"))
                .containsExactly("the file `binary` is not UTF-8 text");
        assertThat(mistakes("file('large')"))
                .containsExactly("the file `large` is larger than 1 MB");
        assertThat(mistakes("file('folder')"))
                .containsExactly("the file `folder` is no regular file");
    }

    @Test
    void git_isRead_onlyWhereItIsAsked() throws Exception {
        try (Git git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            git.commit()
                    .setMessage("first")
                    .setAuthor("a", "a@example.org")
                    .setCommitter("a", "a@example.org")
                    .setSign(false)
                    .call();
            git.tag().setName("v1").setAnnotated(false).call();
        }
        assertThat(readings("def text = 'a'")).hasSize(2);

        List<Reading> ofHead = readings("def text = git.hash");
        assertThat(ofHead)
                .noneMatch(Reading.Untold.class::isInstance)
                .contains(
                        file(".git/HEAD", "ref: refs/heads/main\n"),
                        new Reading.File(root.resolve(".git/packed-refs"), Optional.empty()))
                .anyMatch(isFile(".git/refs/heads/main"));
        assertThat(readings("def text = git.tag"))
                .contains(
                        new Reading.Folder(
                                root.resolve(".git/refs/tags"), Optional.of(List.of("v1"))))
                .anyMatch(isFile(".git/refs/tags/v1"));
        assertThat(readings("def text = git.dirty")).anyMatch(Reading.Untold.class::isInstance);
    }

    @Test
    void git_withoutARepository_readsThatThereIsNone() throws Exception {
        assertThat(readings("def text = git.hash ?: 'none'"))
                .contains(
                        new Reading.File(root.resolve(".git"), Optional.empty()),
                        new Reading.File(temp.resolve(".git"), Optional.empty()));
    }

    private Predicate<Reading> isFile(String name) {
        return reading ->
                reading instanceof Reading.File read
                        && read.path().equals(root.resolve(name))
                        && read.content().isPresent();
    }
}
