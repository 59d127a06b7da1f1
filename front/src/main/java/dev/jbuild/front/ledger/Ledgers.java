package dev.jbuild.front.ledger;

import dev.jbuild.cache.atomic.NewFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The entries of a user, in files of their own below a folder of their project: {@code
 * ledger/PROJECT/QUESTION}. A writer replaces a file as a whole.
 */
public final class Ledgers {
    /** How many requests are remembered of one project, those that were built last. */
    private static final int PER_PROJECT = 16;

    /**
     * For how long an entry answers. What a project uses is spared from being cleared away for some
     * months after its last build, so that one has to be done again before.
     */
    private static final Duration ANSWERS = Duration.ofDays(30);

    private final Path folder;
    private final InstantSource clock;

    /**
     * @param state folder of what outlives a build
     * @param clock the clock that the file system's times come from
     */
    public Ledgers(Path state, InstantSource clock) {
        this.folder = state.resolve("ledger");
        this.clock = clock;
    }

    /** The entry for a question; empty when there is none that can be read and is not too old. */
    public Optional<Ledger> find(Question question) throws IOException {
        Path file = file(question);
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return written.plus(ANSWERS).isBefore(clock.instant())
                    ? Optional.empty()
                    : LedgerFormat.read(question, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes an entry over the one that has been there, which is no younger for that. */
    public void replace(Ledger ledger) throws IOException {
        Path file = file(ledger.question());
        FileTime written = Files.getLastModifiedTime(file);
        NewFile.write(file, LedgerFormat.write(ledger));
        Files.setLastModifiedTime(file, written);
    }

    /** Writes an entry, which may be the project's first, and forgets those that are too many. */
    public void add(Ledger ledger) throws IOException {
        Shelf.put(file(ledger.question()), LedgerFormat.write(ledger), PER_PROJECT);
    }

    private Path file(Question question) {
        return folder.resolve(question.folder()).resolve(question.file());
    }
}
