package dev.jbuild.dsl.earthfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.model.Platform;
import dev.jbuild.model.TargetInfo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Each folder below {@code earthfile} has an Earthfile, the build file that is made of it, and what
 * is remarked. Set {@code GOLDEN_UPDATE} in the environment to write them.
 */
class EarthfileImportTest {
    private static final Path FOLDER = Path.of("src/test/resources/earthfile");
    private static final Platform NATIVE = Platform.parse("linux/amd64");

    @TempDir Path project;

    static List<String> earthfiles() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("earthfiles")
    void of_earthfile_isTheBuildFileThatIsExpected(String name) throws IOException {
        Path folder = FOLDER.resolve(name);
        Imported imported = EarthfileImport.of(Files.readString(folder.resolve("Earthfile")));
        String remarks =
                imported.remarks().stream()
                        .map(remark -> remark.line() + " " + remark.message() + "\n")
                        .collect(Collectors.joining());
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(folder.resolve(Buildfiles.FILE_NAME), imported.buildFile());
            Files.writeString(folder.resolve("remarks.txt"), remarks);
        }
        assertThat(imported.buildFile())
                .isEqualTo(Files.readString(folder.resolve(Buildfiles.FILE_NAME)));
        assertThat(remarks).isEqualTo(Files.readString(folder.resolve("remarks.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "choices", "options"})
    void of_earthfileWithoutOddities_evaluates(String name) throws Exception {
        Files.createDirectories(project.resolve("tools"));
        Files.writeString(
                project.resolve("tools").resolve(Buildfiles.FILE_NAME),
                """
                jbuild '1'
                target('tool') {
                    from 'scratch'
                    artifact '/bin'
                }
                """);
        Imported imported =
                EarthfileImport.of(Files.readString(FOLDER.resolve(name).resolve("Earthfile")));
        Files.writeString(project.resolve(Buildfiles.FILE_NAME), imported.buildFile());
        List<TargetInfo> targets = Buildfiles.list(request());
        assertThat(targets).hasSize(imported.targets());
        for (TargetInfo target : targets) {
            assertThat(Buildfiles.load(request(target.target().toString())).recipes()).isNotEmpty();
        }
    }

    private LoadRequest request(String... goals) {
        return new LoadRequest(
                project, List.of(goals), List.of(), NATIVE, new TreeMap<>(), Map.of());
    }

    /** Whatever somebody has written: nothing is lost without a word, and nothing breaks. */
    @Test
    void of_mutilatedEarthfile_endsWithABuildFile() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (String name : earthfiles()) {
            String text = Files.readString(FOLDER.resolve(name).resolve("Earthfile"));
            for (int round = 0; round < 200; round++) {
                StringBuilder mutilated = new StringBuilder(text);
                for (int cut = 0; cut < 5; cut++) {
                    int at = random.nextInt(mutilated.length() - 3);
                    if (random.nextBoolean()) {
                        mutilated.delete(at, at + 1 + random.nextInt(2));
                    } else {
                        mutilated.insert(at, "\"'\\$(){}[]+:-\n #".charAt(random.nextInt(15)));
                    }
                }
                assertThat(EarthfileImport.of(mutilated.toString()).buildFile())
                        .as("seed %s", seed)
                        .startsWith("jbuild '1'\n");
            }
        }
    }
}
