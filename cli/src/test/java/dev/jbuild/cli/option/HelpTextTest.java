package dev.jbuild.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

/** The help is a text that people write: this holds it to the options that there are. */
class HelpTextTest {
    private static final int WIDTH = 92;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jbuild", "ls", "doc", "plan", "graph", "init", "why", "lock", "image", "mirror",
                "cache", "shell"
            })
    void help_namesEveryOption(String command) {
        String help = HelpText.of(command);
        CommandLine root = Syntax.commandLine();
        CommandLine syntax = root.getSubcommands().getOrDefault(command, root);
        assertThat(syntax.getCommandSpec().options())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(help).contains(option.names()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jbuild", "ls", "doc", "plan", "graph", "init", "why", "lock", "image", "mirror",
                "cache", "shell"
            })
    void help_fitsATerminal(String command) {
        assertThat(HelpText.of(command).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(WIDTH));
    }
}
