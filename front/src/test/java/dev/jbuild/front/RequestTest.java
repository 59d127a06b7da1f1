package dev.jbuild.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.front.ledger.Question;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class RequestTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("TAG", "1.2");

    private static Optional<Question> question(String line) {
        return question(line, "/program", "amd64");
    }

    private static Optional<Question> question(String line, String program, String machine) {
        List<String> arguments = Arrays.asList(line.split(" ", -1));
        return Request.of(arguments, Path.of("/work"), ENVIRONMENT)
                .flatMap(request -> request.question(Path.of(program), machine));
    }

    /** Whatever the real command line could take in another way, or refuse, is left to it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls",
                "all",
                "--version",
                "+all --help",
                "+all --unknown",
                "+all --arg",
                "+all --arg -x",
                "+all --arg =x",
                "+all --arg UNSET",
                "+all -C",
                "+all -C=x",
                "+all -Cx",
                "+all --progress loud",
                "+all --platform=",
                "+all --platform linux/amd64,",
                "-C a +all -C b",
                "+all --trust none --trust none",
                "+all --progress plain --progress=tty",
                "+all --trust-ledger --trust-ledger",
                "+all --push --push",
                "--arg TAG",
                "-- +all",
                "@file",
            })
    void of_whenNotPlain_isEmpty(String line) {
        assertThat(question(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+all --arg TAG=1.2",
                "--arg=TAG=1.2 +all",
                "--arg TAG +all",
                "--arg TAG=0 --arg TAG=1.2 +all",
                "-C . --trust host +all --arg TAG=1.2",
                "-C dir/.. +all --arg TAG=1.2 --progress plain --trust-ledger",
            })
    void question_whenTheSameIsMeant_isTheSame(String line) {
        assertThat(question(line)).isPresent().isEqualTo(question("--arg TAG=1.2 +all"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+all",
                "--arg TAG=1.3 +all",
                "--arg TAG= +all",
                "--arg TAG=1.2 --arg X=1 +all",
                "--arg TAG=1.2 +all +all",
                "--arg TAG=1.2 ./a+all",
                "-C a --arg TAG=1.2 +all",
                "--platform linux/arm64 --arg TAG=1.2 +all",
                "--trust none --arg TAG=1.2 +all",
            })
    void question_whenSomethingElseIsMeant_isAnother(String line) {
        assertThat(question(line)).isPresent().isNotEqualTo(question("--arg TAG=1.2 +all"));
    }

    /** Nobody but the registry knows whether it still has what was pushed. */
    @Test
    void question_whenItPushes_hasNoAnswerBeforehand() {
        List<String> line = List.of("--push", "+all");
        Optional<Request> request = Request.of(line, Path.of("/work"), Map.of());
        assertThat(request).isPresent();
        assertThat(request.get().pushes()).isTrue();
        assertThat(request.get().question(Path.of("/program"), "amd64")).isEmpty();
        assertThat(question("+all")).isPresent();
    }

    @Test
    void question_ofAnotherProgramOrMachine_isAnother() {
        Optional<Question> here = question("+all");
        assertThat(question("+all", "/other", "amd64")).isPresent().isNotEqualTo(here);
        assertThat(question("+all", "/program", "aarch64")).isPresent().isNotEqualTo(here);
    }
}
