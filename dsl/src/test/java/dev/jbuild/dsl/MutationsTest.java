package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Build files with parts left out, doubled, exchanged and put in: whatever the file holds, it loads
 * or is told what is wrong with it. The mutations are the same in every run.
 */
class MutationsTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Pattern PART = Pattern.compile("\\w+|\\s+|\\W");
    private static final int ROUNDS = 15;
    private static final int FILES_A_ROUND = 10;

    @TempDir Path root;

    static Stream<Integer> rounds() {
        return IntStream.range(0, ROUNDS).boxed();
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void load_whenMutated_loadsOrIsTold(int round) {
        Random random = new Random(round);
        for (int i = 0; i < FILES_A_ROUND; i++) {
            String mutated = mutated(parts(original(random)), parts(original(random)), random);
            assertThat(said(mutated)).as(mutated).allSatisfy(MutationsTest::assertClear);
        }
    }

    private static void assertClear(Diagnostic told) {
        assertThat(told.message()).isNotBlank().doesNotContain("\n");
        String own = told.message() + told.hint().orElse("");
        assertThat(own.replaceAll("`[^`]*`", ""))
                .doesNotContain("dev.jbuild", "codehaus", "groovy.lang", "java.lang", "Exception");
    }

    /** What is wrong with the build file; nothing when it loads. */
    private List<Diagnostic> said(String text) {
        ProjectFolder project = new ProjectFolder(root).file("jbuild.groovy", text);
        try {
            project.load("+all");
            return List.of();
        } catch (UserMistake mistake) {
            assertThat(mistake.diagnostics()).isNotEmpty();
            return mistake.diagnostics();
        } catch (Exception | Error other) {
            throw new AssertionError(text, other);
        }
    }

    private static String mutated(List<String> text, List<String> other, Random random) {
        List<String> parts = new ArrayList<>(text);
        for (int i = random.nextInt(4); i >= 0 && !parts.isEmpty(); i--) {
            int place = random.nextInt(parts.size());
            String part = other.get(random.nextInt(other.size()));
            switch (random.nextInt(5)) {
                case 0 -> parts.remove(place);
                case 1 -> parts.add(place, part);
                case 2 -> parts.set(place, part);
                case 3 -> parts.add(place, parts.get(random.nextInt(parts.size())));
                default -> parts.subList(place, parts.size()).clear();
            }
        }
        return String.join("", parts);
    }

    private static List<String> parts(String text) {
        return PART.matcher(text).results().map(MatchResult::group).toList();
    }

    /** The build file of the shop, or a target of some lines, harmless and not. */
    private static String original(Random random) {
        if (random.nextInt(4) == 0) {
            return text("projects/shop/jbuild.groovy");
        }
        List<String> lines = new ArrayList<>(text("sandbox/harmless.txt").lines().toList());
        text("sandbox/escapes.txt").lines().forEach(lines::add);
        return random.ints(4, 0, lines.size())
                .mapToObj(lines::get)
                .collect(
                        Collectors.joining(
                                "\n", "jbuild '1'\ntarget('all') {\nfrom 'alpine'\n", "\n}\n"));
    }

    private static String text(String name) {
        try {
            return Files.readString(RESOURCES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
