package dev.jbuild.cache.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

class FileWalkTest {
    @TempDir Path temp;
    private Path root;

    @BeforeEach
    void makeProject() throws IOException {
        root = Files.createDirectory(temp.resolve("project"));
        for (String file :
                List.of(
                        "mix.exs",
                        "lib/a.ex",
                        "lib/web/b.ex",
                        "lib/web/b.css",
                        "deps/x/y.ex",
                        ".hidden")) {
            Path path = root.resolve(file);
            Files.createDirectories(path.resolve("..").normalize());
            Files.writeString(path, file);
        }
    }

    @Test
    void select_whenPatternIsAFolder_takesItsSubtree() throws IOException {
        assertThat(paths(select(IgnoreRules.NONE, "lib")))
                .containsExactly("lib", "lib/a.ex", "lib/web", "lib/web/b.css", "lib/web/b.ex");
    }

    @Test
    void select_whenPatternIsTheRoot_takesAllButTheRootItself() throws IOException {
        Selection all = select(IgnoreRules.NONE, ".");

        assertThat(paths(all))
                .containsExactly(
                        ".hidden",
                        "deps",
                        "deps/x",
                        "deps/x/y.ex",
                        "lib",
                        "lib/a.ex",
                        "lib/web",
                        "lib/web/b.css",
                        "lib/web/b.ex",
                        "mix.exs");
        assertThat(all.matches()).extracting(Selection.Match::paths).containsExactly(List.of(""));
    }

    @Test
    void select_whenPatternIsAGlob_takesWhatMatches() throws IOException {
        Selection selection = select(IgnoreRules.NONE, "**/*.ex", "mix.*");

        assertThat(paths(selection))
                .containsExactly("deps/x/y.ex", "lib/a.ex", "lib/web/b.ex", "mix.exs");
        assertThat(selection.matches().get(1).paths()).containsExactly("mix.exs");
    }

    @Test
    void select_whenPatternsOverlap_takesEachFileOnce() throws IOException {
        assertThat(paths(select(IgnoreRules.NONE, "lib/web", "lib/**", "lib/web/b.ex")))
                .containsExactly("lib/a.ex", "lib/web", "lib/web/b.css", "lib/web/b.ex");
    }

    @Test
    void unmatched_namesThePatternsWithoutAFile() throws IOException {
        Selection selection = select(rules("deps"), "lib", "nope", "deps", "deps/x/*", "*.zip");

        assertThat(selection.unmatched())
                .extracting(Glob::toString)
                .containsExactly("nope", "deps", "deps/x/*", "*.zip");
    }

    @Test
    void select_whenExceptionKeepsSomething_keepsTheFoldersOnTheWay() throws IOException {
        Selection selection = select(rules("*", "!lib/web/b.css"), ".", "lib", "deps");

        assertThat(paths(selection)).containsExactly("lib", "lib/web", "lib/web/b.css");
        assertThat(selection.unmatched()).extracting(Glob::toString).containsExactly("deps");
    }

    @Test
    void select_whenExcluded_isRelativeToTheMatch() throws IOException {
        FileQuery query =
                new FileQuery(root, globs("lib", "mix.exs"), IgnoreRules.NONE, rules("web/*.css"));
        FileQuery byName =
                new FileQuery(root, globs("lib/*", "mix.exs"), IgnoreRules.NONE, rules("*.ex*"));

        assertThat(paths(FileWalk.select(query)))
                .containsExactly("lib", "lib/a.ex", "lib/web", "lib/web/b.ex", "mix.exs");
        assertThat(paths(FileWalk.select(byName))).containsExactly("lib/web", "lib/web/b.css");
    }

    @Test
    void select_neverFollowsALink() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret.ex"), "secret");
        Files.createSymbolicLink(root.resolve("lib/out"), outside);
        Files.createSymbolicLink(root.resolve("lib/loop"), Path.of("."));

        Selection selection = select(IgnoreRules.NONE, "lib/**", "lib/out/secret.ex");

        assertThat(paths(selection)).contains("lib/out", "lib/loop");
        assertThat(paths(selection)).noneMatch(path -> path.contains("secret"));
        assertThat(selection.unmatched()).hasSize(1);
    }

    @Test
    void select_doesNotEnterFoldersThatCannotMatter() throws IOException {
        Path locked = root.resolve("deps");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        try {
            // Root may enter every folder, so that a test run by root proves nothing here.
            if (!Files.isReadable(locked)) {
                assertThatThrownBy(() -> select(IgnoreRules.NONE, "."))
                        .isInstanceOf(AccessDeniedException.class);
            }
            assertThat(paths(select(rules("deps", "!lib/x"), "."))).contains("mix.exs");
            assertThat(paths(select(IgnoreRules.NONE, "lib/**/*.ex"))).hasSize(2);
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void select_whenRootIsALink_resolvesIt() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);

        Selection selection =
                FileWalk.select(new FileQuery(link, globs("mix.exs"), IgnoreRules.NONE));

        assertThat(selection.root()).isEqualTo(root.toRealPath());
        assertThat(paths(selection)).containsExactly("mix.exs");
    }

    @Test
    void select_whenRootIsNoFolder_fails() {
        assertThatThrownBy(
                        () ->
                                FileWalk.select(
                                        new FileQuery(
                                                root.resolve("mix.exs"),
                                                globs("."),
                                                IgnoreRules.NONE)))
                .isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void read_takesTheFirstIgnoreFile() throws IOException {
        assertThat(IgnoreFiles.read(root).rules().isEmpty()).isTrue();

        Files.writeString(root.resolve(".dockerignore"), "\uFEFFlib\n");
        assertThat(IgnoreFiles.read(root).rules().ignores("lib")).isTrue();

        Files.writeString(root.resolve(".jbuildignore"), "deps\r\n");
        assertThat(IgnoreFiles.read(root).rules().ignores("lib")).isFalse();
        assertThat(IgnoreFiles.read(root).rules().ignores("deps")).isTrue();

        Files.writeString(root.resolve(".jbuildignore"), "[a\n");
        assertThatThrownBy(() -> IgnoreFiles.read(root))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("in `.jbuildignore`: malformed pattern `[a`");
    }

    private Selection select(IgnoreRules ignore, String... patterns) throws IOException {
        return FileWalk.select(new FileQuery(root, globs(patterns), ignore));
    }

    private static List<Glob> globs(String... patterns) {
        return Arrays.stream(patterns).map(Glob::parse).toList();
    }

    private static IgnoreRules rules(String... lines) {
        return IgnoreRules.parse(List.of(lines));
    }

    private static List<String> paths(Selection selection) {
        return selection.found().stream().map(Selection.Found::path).toList();
    }
}
