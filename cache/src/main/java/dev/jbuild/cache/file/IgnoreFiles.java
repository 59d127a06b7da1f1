package dev.jbuild.cache.file;

import dev.jbuild.cache.file.glob.IgnoreRules;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the ignore file of a folder. */
public final class IgnoreFiles {
    /** The names that are looked for. The first that is there counts, alone. */
    public static final List<String> NAMES = List.of(".jbuildignore", ".dockerignore");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private IgnoreFiles() {}

    /**
     * What was found in a folder.
     *
     * @param missing the files that were looked for in vain
     * @param file the file that counts, if there is one
     */
    public record Found(IgnoreRules rules, List<Path> missing, Optional<IgnoreFile> file) {
        public Found {
            missing = List.copyOf(missing);
        }
    }

    /** An ignore file and the digest of what was read. */
    public record IgnoreFile(Path path, Digest content) {}

    /**
     * Looks for the folder's ignore file and reads it.
     *
     * @throws IllegalArgumentException when the file is malformed; the message names the file
     */
    public static Found read(Path folder) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                byte[] content = Files.readAllBytes(file);
                return new Found(
                        rules(name, content),
                        missing,
                        Optional.of(new IgnoreFile(file, Digest.of(content))));
            }
            missing.add(file);
        }
        return new Found(IgnoreRules.NONE, missing, Optional.empty());
    }

    private static IgnoreRules rules(String name, byte[] content) throws IOException {
        String text =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try {
            return IgnoreRules.parse(plain.lines().toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("in `" + name + "`: " + e.getMessage(), e);
        }
    }
}
