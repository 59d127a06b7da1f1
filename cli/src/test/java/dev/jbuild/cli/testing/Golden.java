package dev.jbuild.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Expected texts, one file each. {@code -Djbuild.golden=update} writes what is there now; read the
 * difference before you commit it.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/dev/jbuild/cli/golden");

    private Golden() {}

    public static void assertMatches(String name, List<String> lines) {
        // Colours and cursor movements become readable.
        String text = String.join("\n", lines).replace("\033", "\\e").stripTrailing() + "\n";
        Path file = FOLDER.resolve(name + ".txt");
        try {
            if (System.getProperty("jbuild.golden", "").equals("update")) {
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
