package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.jbuild.model.failure.Diagnostic;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a build file can and cannot do. A line of {@code escapes.txt} would reach the machine, or
 * make the result differ from run to run; a line of {@code harmless.txt} is what build files are
 * made of.
 */
class SandboxTest {
    @TempDir Path root;

    static List<String> escapes() throws IOException {
        return lines("escapes.txt");
    }

    /** What is refused in one place is in the others as well: half of them are enough there. */
    private static List<String> everySecond(int first) throws IOException {
        List<String> all = escapes();
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == first)
                .mapToObj(all::get)
                .toList();
    }

    static List<String> atTopLevel() throws IOException {
        return everySecond(0);
    }

    static List<String> inMethods() throws IOException {
        return everySecond(1);
    }

    static List<String> harmless() throws IOException {
        return lines("harmless.txt");
    }

    @ParameterizedTest
    @MethodSource("atTopLevel")
    void load_whenEscapeAtTopLevel_refuses(String escape) {
        assertClear(new ProjectFolder(root).says(escape + "\ntarget('x') { }\n").mistakes("+x"));
    }

    @ParameterizedTest
    @MethodSource("escapes")
    void load_whenEscapeInTarget_refuses(String escape) {
        assertClear(
                new ProjectFolder(root)
                        .says("target('x') {\nfrom 'alpine'\n" + escape + "\n}\n")
                        .mistakes("+x"));
    }

    @ParameterizedTest
    @MethodSource("inMethods")
    void load_whenEscapeInMethod_refuses(String escape) {
        assertClear(
                new ProjectFolder(root)
                        .says(
                                "def helper(String a) {\n"
                                        + escape
                                        + "\n}\ntarget('x') { helper('a') }\n")
                        .mistakes("+x"));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void load_whenHarmless_passes(String line) {
        assertThatCode(
                        () ->
                                new ProjectFolder(root)
                                        .says("target('x') {\nfrom 'alpine'\n" + line + "\n}\n")
                                        .load("+x"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void load_whenHarmlessInMethod_passes(String line) {
        assertThatCode(
                        () ->
                                new ProjectFolder(root)
                                        .says(
                                                "void helper() {\n"
                                                        + line
                                                        + "\n"
                                                        + "}\n"
                                                        + "target('x') {\n"
                                                        + "from 'alpine'\n"
                                                        + "helper()\n"
                                                        + "}\n")
                                        .load("+x"))
                .doesNotThrowAnyException();
    }

    private static void assertClear(List<Diagnostic> mistakes) {
        assertThat(mistakes)
                .allSatisfy(
                        mistake -> {
                            assertThat(mistake.span()).isPresent();
                            assertThat(mistake.message())
                                    .doesNotContain("dev.jbuild", "org.codehaus", "groovy.lang");
                        });
    }

    static List<String> lines(String name) throws IOException {
        try (InputStream text =
                Objects.requireNonNull(SandboxTest.class.getResourceAsStream("/sandbox/" + name))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
