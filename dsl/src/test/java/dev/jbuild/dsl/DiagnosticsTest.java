package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Each folder below {@code diagnostics} has a build file with a mistake and what is said about it
 * when {@code +all} is loaded. Set {@code GOLDEN_UPDATE} in the environment to write what is said.
 */
class DiagnosticsTest {
    private static final Path FOLDER = Path.of("src/test/resources/diagnostics");
    private static final String EXPECTED = "expected.txt";

    static List<String> mistakes() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void load_whenMistake_saysWhatIsExpected(String name) throws IOException {
        Path folder = FOLDER.resolve(name);
        String said =
                DiagnosticText.of(new ProjectFolder(folder).mistakes("+all"))
                        .replace(folder.toString(), "FOLDER");
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(folder.resolve(EXPECTED), said);
        }
        assertThat(said).isEqualTo(Files.readString(folder.resolve(EXPECTED)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void expectation_showsNoInnards(String name) throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve(name).resolve(EXPECTED)))
                .filteredOn(line -> !line.contains(" | "))
                .noneMatch(DiagnosticsTest::showsInnards);
    }

    private static boolean showsInnards(String line) {
        return Stream.of("java.lang", "groovy.lang", "codehaus", "dev.jbuild", "Exception", "\tat ")
                .anyMatch(line::contains);
    }

    @Test
    void folders_haveBuildFileAndExpectation() throws IOException {
        for (String name : mistakes()) {
            assertThat(FOLDER.resolve(name).resolve(Buildfiles.FILE_NAME)).isRegularFile();
            assertThat(FOLDER.resolve(name).resolve(EXPECTED)).isNotEmptyFile();
            try (Stream<Path> files = Files.walk(FOLDER.resolve(name))) {
                assertThat(files.filter(Files::isRegularFile))
                        .allMatch(
                                file ->
                                        file.endsWith(Buildfiles.FILE_NAME)
                                                || file.endsWith(ArgumentFile.NAME)
                                                || file.endsWith(EXPECTED));
            }
        }
    }
}
