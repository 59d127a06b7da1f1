package dev.jbuild.engine.secret;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class SecretValuesTest {
    @TempDir Path folder;

    private void read(Path file) throws BuildException {
        Secrets given = new Secrets(new TreeMap<>(), new TreeMap<>(Map.of("TOKEN", file)));
        SecretValues.of(List.of("TOKEN"), given, Map.of());
    }

    /** It is named on the command line. */
    @Test
    void of_fileThatIsMissing_isAMistake() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> read(missing))
                .isInstanceOf(UserMistake.class)
                .hasMessage("there is no `" + missing + "` for the secret `TOKEN`");
    }

    @Test
    void of_fileThatIsTooLarge_isAMistake() throws Exception {
        Path large = Files.write(folder.resolve("large"), new byte[(500 << 10) + 1]);
        assertThatThrownBy(() -> read(large))
                .isInstanceOf(UserMistake.class)
                .hasMessage("the secret `TOKEN` has more than 500 KiB");
    }

    @Test
    void of_fileThatCannotBeRead_isAFailureOfTheMachine() {
        assertThatThrownBy(() -> read(folder)).isInstanceOf(EnvironmentFailure.class);
    }
}
