package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.option.CommandLineReader;
import dev.jbuild.cli.option.Invocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Command lines as pages show them, and options that exist. */
class CommandLinesTest {
    private static final Pattern CALL = Pattern.compile("^(?:\\./)?jbuild(?: |$)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z]+|-[A-Z])\\b");

    static List<String> commandLines() {
        List<String> lines = new ArrayList<>();
        for (Block block : Page.blocks("sh")) {
            block.text().lines().filter(line -> CALL.matcher(line).find()).forEach(lines::add);
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void shownCommandLine_isUnderstood(String line) throws Exception {
        List<String> words = Arrays.asList(line.replaceFirst("\\s+#.*", "").strip().split("\\s+"));
        assertThat(words).noneMatch(word -> word.matches(".*['\"$|>&;\\\\].*"));
        assertThat(read(words.subList(1, words.size()))).isNotInstanceOf(Invocation.NoGoal.class);
    }

    private static Invocation read(List<String> words) throws Exception {
        return new CommandLineReader(Map.of(), Path.of("/")).read(words);
    }

    @Test
    void everyOptionOfTheHelp_isOnThePageOfTheCommandLine_andNoOther() throws Exception {
        assertThat(read(List.of("--help"))).isInstanceOf(Invocation.Help.class);
        if (read(List.of("--help")) instanceof Invocation.Help help) {
            assertThat(options(String.join("\n", Page.lines("docs/cli.md"))))
                    .containsAll(options(help.text()));
        }
    }

    @Test
    void everyOptionInATable_exists() throws Exception {
        if (read(List.of("--help")) instanceof Invocation.Help help) {
            Set<String> known = options(help.text());
            for (String line : Page.lines("docs/cli.md")) {
                if (line.startsWith("| `-")) {
                    assertThat(known).containsAll(options(line.substring(0, line.indexOf('|', 1))));
                }
            }
        }
    }

    private static Set<String> options(String text) {
        Set<String> options = new TreeSet<>();
        Matcher matcher = OPTION.matcher(text);
        while (matcher.find()) {
            options.add(matcher.group());
        }
        return options;
    }
}
