package dev.jbuild.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.front.Request;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is read without picocli means what picocli would have read. */
class PlainRequestTest {
    private static final Path HERE = Path.of("/work/shop");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("TAG", "1.2", "JBUILD_CACHE_SIZE", "20G");

    private static List<String> arguments(String line) {
        List<String> arguments = Arrays.asList(line.split(" ", -1));
        assertThat(Request.of(arguments, HERE, ENVIRONMENT)).as("plain: " + line).isPresent();
        return arguments;
    }

    private static Invocation read(List<String> arguments) throws UserMistake {
        return new CommandLineReader(ENVIRONMENT, HERE).read(arguments);
    }

    private static Invocation readByPicocli(List<String> arguments) throws UserMistake {
        return new CommandReader(new OptionValues(ENVIRONMENT, HERE)).read(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+all",
                "+a ./b+c +a ../d+e",
                "--arg TAG +all",
                "--arg TAG --arg TAG=2 +all --arg=X= --arg Y=a=b,c",
                "+all --arg Q=\"a\" --arg L=@file",
                "--platform linux/arm64 +all",
                "--platform=linux/amd64,linux/arm64 --platform linux/amd64 +all",
                "-C ../other +all",
                "-C /abs/./x +all",
                "--trust none +all",
                "--trust host +all",
                "--trust=certificates/ca.pem +all",
                "--progress plain +all",
                "--progress=tty +all",
                "+all --trust-ledger",
                "--push +all",
                "+all --arg TAG --push --trust none",
            })
    void read_isWhatPicocliReads(String line) throws UserMistake {
        List<String> arguments = arguments(line);
        assertThat(read(arguments)).isEqualTo(readByPicocli(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cdn releases file:build/cdn",
                "cdn rollback s3://bucket",
                "cdn rollback s3://bucket abc",
            })
    void read_ofAnOrigin_isWhatPicocliReads(String line) throws UserMistake {
        List<String> arguments = Arrays.asList(line.split(" ", -1));
        assertThat(PlainCdn.read(arguments, new OptionValues(ENVIRONMENT, HERE)))
                .contains(readByPicocli(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cdn releases",
                "cdn releases file:a file:b",
                "cdn rollback file:a b c",
                "cdn rollback file:a --take-over",
                "cdn expire file:a",
                "-C x cdn releases file:a",
                "ls releases file:a",
            })
    void read_ofAnOrigin_leavesTheRestToPicocli(String line) throws UserMistake {
        List<String> arguments = Arrays.asList(line.split(" ", -1));
        assertThat(PlainCdn.read(arguments, new OptionValues(ENVIRONMENT, HERE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--platform amd64 +all", "-C \0 +all"})
    void read_mistakes_areToldAlike(String line) {
        List<String> arguments = Arrays.asList(line.split(" ", -1));
        assertThatThrownBy(() -> read(arguments))
                .isInstanceOfSatisfying(
                        UserMistake.class,
                        mistake ->
                                assertThatThrownBy(() -> readByPicocli(arguments))
                                        .isInstanceOfSatisfying(
                                                UserMistake.class,
                                                same ->
                                                        assertThat(mistake.diagnostics())
                                                                .isEqualTo(same.diagnostics())));
    }
}
