package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.DiagnosticText;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Build files and parts of them, as pages show them. */
class BuildFilesTest {
    private static final Platform NATIVE = Platform.parse("linux/amd64");

    @TempDir Path folder;

    static List<Block> shown() {
        return Page.blocks("groovy").stream()
                .filter(block -> !block.isMarked("refused") && !block.isMarked("from"))
                .filter(block -> !block.isMarked("beside"))
                .toList();
    }

    static List<Block> refused() {
        return Page.blocks("groovy").stream().filter(block -> block.isMarked("refused")).toList();
    }

    static List<Block> quoted() {
        return Page.blocks("groovy").stream().filter(block -> block.isMarked("from")).toList();
    }

    @ParameterizedTest
    @MethodSource("shown")
    void shownBuildFile_loads(Block block) throws Exception {
        List<Block> page = Page.read(block.page()).blocks();
        int place = page.indexOf(block);
        if (place > 0 && page.get(place - 1).isMarked("beside")) {
            Block beside = page.get(place - 1);
            Path file = folder.resolve(beside.markAfter("beside"));
            Files.createDirectories(file.getParent());
            Files.writeString(file, beside.text());
        }
        load(whole(block));
    }

    /** The block that follows says what jbuild says. */
    @ParameterizedTest
    @MethodSource("refused")
    void refusedBuildFile_isRefusedAsShown(Block block) throws Exception {
        List<Block> page = Page.read(block.page()).blocks();
        Block says = page.get(page.indexOf(block) + 1);
        assertThat(says.mark()).isEqualTo("says");
        assertThat(refusal(block.text())).isEqualTo(says.text());
    }

    @ParameterizedTest
    @MethodSource("quoted")
    void quotation_isVerbatim(Block block) {
        assertThat(String.join("\n", Page.lines(block.markAfter("from"))) + "\n")
                .contains(block.text());
    }

    private static String whole(Block block) {
        return switch (block.mark()) {
            case "", "file jbuild.groovy" -> block.text();
            case "at top level" -> "jbuild '1'\n" + block.text();
            case "in a target" ->
                    "jbuild '1'\ntarget('example') {\nfrom 'debian:bookworm-slim'\n"
                            + block.text()
                            + "}\n";
            default -> throw new AssertionError("unknown mark at " + block);
        };
    }

    private String refusal(String text) throws IOException, EnvironmentFailure {
        try {
            load(text);
            throw new AssertionError("it is not refused");
        } catch (UserMistake mistake) {
            return "jbuild: error: " + DiagnosticText.of(mistake.diagnostics());
        }
    }

    /** Every target, for two platforms. */
    private void load(String text) throws IOException, UserMistake, EnvironmentFailure {
        Files.writeString(folder.resolve(Buildfiles.FILE_NAME), text);
        List<String> goals =
                Buildfiles.list(request(List.of())).stream()
                        .map(target -> target.target().toString())
                        .toList();
        assertThat(goals).isNotEmpty();
        Buildfiles.load(request(goals));
    }

    private LoadRequest request(List<String> goals) {
        return new LoadRequest(
                folder,
                goals,
                List.of(NATIVE, Platform.parse("linux/arm64")),
                NATIVE,
                new TreeMap<>(),
                Map.of());
    }
}
