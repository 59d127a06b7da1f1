package dev.jbuild.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;

import java.util.stream.Stream;

/** The help is a text that people write: this holds it to the options that there are. */
class HelpTextTest {
    private static final int WIDTH = 92;

    static Stream<String> commands() {
        return Stream.concat(
                Stream.of(Syntax.BUILD), Syntax.commandLine().getSubcommands().keySet().stream());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_namesEveryOption(String command) {
        String help = HelpText.of(command);
        CommandLine root = Syntax.commandLine();
        CommandLine syntax = root.getSubcommands().getOrDefault(command, root);
        assertThat(syntax.getCommandSpec().options())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(help).contains(option.names()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_fitsATerminal(String command) {
        assertThat(HelpText.of(command).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(WIDTH));
    }
}
