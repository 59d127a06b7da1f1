package dev.jbuild.engine.secret;

import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values of the secrets that a project names, and of no others. Immutable. */
public final class SecretValues {
    /** The builder takes no more. */
    private static final int LARGEST = 500 << 10;

    private final Map<String, byte[]> values;

    private SecretValues(Map<String, byte[]> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Finds the values: those that are given first, then those of variables of the same name.
     *
     * @param ids of the secrets that the project names; those without a value are left out
     * @throws UserMistake when there is no such file, or a value is too large
     * @throws EnvironmentFailure when a file cannot be read
     */
    public static SecretValues of(
            Collection<String> ids, Secrets given, Map<String, String> environment)
            throws UserMistake, EnvironmentFailure {
        Map<String, byte[]> values = new HashMap<>();
        for (String id : ids) {
            Optional<byte[]> value = value(id, given, environment);
            if (value.isPresent()) {
                if (value.get().length > LARGEST) {
                    throw new UserMistake(
                            Diagnostic.of(
                                    "secret-too-large",
                                    "the secret `" + id + "` has more than 500 KiB",
                                    "encrypt the file, copy it, and make its key the secret"));
                }
                values.put(id, value.get());
            }
        }
        return new SecretValues(values);
    }

    private static Optional<byte[]> value(String id, Secrets given, Map<String, String> environment)
            throws UserMistake, EnvironmentFailure {
        Path file = given.files().get(id);
        if (file != null) {
            try {
                return Optional.of(Files.readAllBytes(file));
            } catch (NoSuchFileException e) {
                throw new UserMistake(
                        Diagnostic.of(
                                "secret-missing",
                                "there is no `" + file + "` for the secret `" + id + "`",
                                "check the path behind --secret-file"));
            } catch (IOException e) {
                throw new EnvironmentFailure(
                        "secret-unreadable",
                        "cannot read `" + file + "` for the secret `" + id + "`: " + e,
                        "check the path behind --secret-file and the permissions of the file",
                        e);
            }
        }
        String text = given.values().getOrDefault(id, environment.get(id));
        return Optional.ofNullable(text).map(t -> t.getBytes(StandardCharsets.UTF_8));
    }

    public boolean has(String id) {
        return values.containsKey(id);
    }

    /** The value of a secret; nothing for an id that the project does not name. */
    public Optional<byte[]> value(String id) {
        return Optional.ofNullable(values.get(id)).map(byte[]::clone);
    }

    /** Whether a secret that has a value can be that of a variable. */
    public boolean fitsVariable(String id) {
        for (byte b : values.getOrDefault(id, new byte[0])) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }

    /** What keeps the values out of texts. */
    public Mask mask() {
        return Mask.of(
                values.values().stream().map(v -> new String(v, StandardCharsets.UTF_8)).toList());
    }
}
