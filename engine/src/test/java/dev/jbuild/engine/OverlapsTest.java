package dev.jbuild.engine;

import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.engine.output.PlacedFiles;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Digest;
import dev.jbuild.model.LateText;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class OverlapsTest {
    private static final Path ROOT = Path.of("/project");

    private final Overlaps overlaps = new Overlaps(ROOT);

    private static Output.Files output(String destination, int line) {
        return new Output.Files(
                id("t"), "/out/name", destination, new SourceSpan("jbuild.groovy", line, 5, 6));
    }

    /** Adds a folder with files, whose contents are behind a colon, or folders, with modes. */
    private void deliver(String destination, int line, String... entries) throws UserMistake {
        Output.Files output = output(destination, line);
        overlaps.add(output, new PlacedFiles(ROOT.resolve(destination), tree(entries)));
    }

    private static Tree tree(String... entries) {
        return Tree.of(Arrays.stream(entries).map(OverlapsTest::entry).toList());
    }

    private static FileEntry entry(String text) {
        int colon = text.indexOf(':');
        String path = text.substring(0, colon);
        String value = text.substring(colon + 1);
        return value.startsWith("0")
                ? new FileEntry.Folder(path, Integer.parseInt(value, 8))
                : new FileEntry.File(
                        path,
                        0644,
                        value.length(),
                        Digest.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "out, out/x, true",
        "out/x, ./out, true",
        "., x, true",
        "out/, out/, true",
        "out, out-x, false"
    })
    void overlaps_arePossible_whenOnePlaceIsInAnother(String one, String other, boolean possible) {
        assertThat(Overlaps.arePossible(List.of(output(one, 1), output(other, 2))))
                .isEqualTo(possible);
    }

    @Test
    void add_whenFoldersHaveNothingInCommon_isWell() throws Exception {
        deliver(".", 1, "README:r");
        deliver("out", 2, "index:a", "docs:0755", "docs/more:b");
        deliver("out/docs", 3, "api:c");

        overlaps.requireNone();
    }

    @Test
    void add_whenBothSayTheSame_isWell() throws Exception {
        deliver("out", 1, "docs:0755", "docs/api:c");
        deliver(".", 2, "out:0750", "out/docs:0755", "out/docs/api:c");

        overlaps.requireNone();
    }

    @ParameterizedTest
    @CsvSource({"f:b", "f:0755"})
    void add_whenAPathIsSomethingElse_isRefusedWithBothPlaces(String other) throws Exception {
        deliver("out", 1, "x:0755", "x/f:a");

        assertThatThrownBy(() -> deliver("out/x", 2, other))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "`out/x/f` is delivered by both jbuild.groovy:1:5 and jbuild.groovy:2:5");
    }

    @Test
    void add_whenFoldersHaveOtherModes_isRefused() throws Exception {
        deliver("out", 1, "x:0755", "x/y:0755");

        assertThatThrownBy(() -> deliver("out/x", 2, "y:0700"))
                .hasMessageStartingWith("`out/x/y` is delivered by both");
    }

    @Test
    void requireNone_whenAFileIsInTheWayOfAFolder_refuses() throws Exception {
        deliver("out/x/deep", 1, "f:b");
        deliver("out", 2, "x:a");

        assertThatThrownBy(overlaps::requireNone)
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("`out/x` is delivered by both");
    }

    @Test
    void add_whenFilesShareAFolder_isWell_unlessOneIsAFolder() throws Exception {
        overlaps.add(output("out/", 1), new PlacedFiles(ROOT.resolve("out/a"), tree(":a")));
        overlaps.add(output("out/", 2), new PlacedFiles(ROOT.resolve("out/b"), tree(":b")));
        overlaps.requireNone();

        assertThatThrownBy(() -> deliver("out/", 3, "c:c"))
                .hasMessageStartingWith("`out` is delivered by both");
    }

    @Test
    void add_whenADeployFileIsAmongDeliveredFiles_isRefused() throws Exception {
        SourceSpan span = new SourceSpan("jbuild.groovy", 9, 5, 6);
        Output.Deploy file =
                new Output.Deploy(
                        id("t"), "out/values.yaml", new LateText(List.of()), List.of(), span);
        deliver("out", 1, "other:a");
        overlaps.add(file);
        overlaps.requireNone();

        assertThatThrownBy(() -> deliver(".", 2, "out:0755", "out/values.yaml:b"))
                .hasMessageStartingWith("`out/values.yaml` is delivered by both");
    }
}
