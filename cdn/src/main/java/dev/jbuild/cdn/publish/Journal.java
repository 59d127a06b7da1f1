package dev.jbuild.cdn.publish;

import dev.jbuild.model.Digest;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a publication has uploaded so far, so that one that was killed goes on where it was. It
 * holds only for the same release on the same state of the origin, and is a hint: an origin may
 * have been emptied since.
 */
final class Journal implements Closeable {
    /** Tells a line that is whole. */
    private static final String END = " .";

    private final Path file;
    private final Set<String> done;
    private final Writer out;

    private Journal(Path file, Set<String> done, Writer out) {
        this.file = file;
        this.done = done;
        this.out = out;
    }

    /**
     * Opens the journal of a publication.
     *
     * @param folder where journals lie
     * @param sequence of the origin's pointer
     */
    static Journal open(Path folder, String origin, Digest release, long sequence)
            throws IOException {
        Files.createDirectories(folder);
        Path file =
                folder.resolve(
                        Digest.of(origin.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
        String header = release.hex() + " " + sequence;
        List<String> lines = read(file);
        boolean holds = !lines.isEmpty() && lines.getFirst().equals(header);
        Set<String> done = new HashSet<>(holds ? lines.subList(1, lines.size()) : List.of());
        Writer out =
                holds
                        ? Files.newBufferedWriter(file, StandardOpenOption.APPEND)
                        : Files.newBufferedWriter(file);
        Journal journal = new Journal(file, done, out);
        if (holds) {
            // The last line may have been cut off.
            journal.line("");
        } else {
            journal.line(header);
        }
        return journal;
    }

    /** What is torn is no line that anybody asks for. */
    private static List<String> read(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    boolean isDone(String item) {
        return done.contains(item + END);
    }

    /** From any thread, once the origin has the item. */
    void done(String item) throws IOException {
        line(item + END);
    }

    private synchronized void line(String line) throws IOException {
        out.write(line);
        out.write('\n');
        out.flush();
    }

    /** The publication is complete. */
    void finish() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
