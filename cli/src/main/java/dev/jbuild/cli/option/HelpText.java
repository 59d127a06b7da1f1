package dev.jbuild.cli.option;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Help as it is written: a text file per command beside this class. */
final class HelpText {
    private HelpText() {}

    static String of(String command) {
        try (InputStream text =
                Objects.requireNonNull(HelpText.class.getResourceAsStream(command + ".txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
