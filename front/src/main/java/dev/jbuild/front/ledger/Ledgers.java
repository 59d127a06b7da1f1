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
 * ledger/PROJECT/QUESTION}. A writer replaces a file as a whole. Beside them, in {@code
 * brief/PROJECT/QUESTION}, lies what says the same in brief of those with many files.
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
    private final Path briefs;
    private final InstantSource clock;

    /**
     * @param state folder of what outlives a build
     * @param clock the clock that the file system's times come from
     */
    public Ledgers(Path state, InstantSource clock) {
        this.folder = state.resolve("ledger");
        this.briefs = state.resolve("brief");
        this.clock = clock;
    }

    /** The entry for a question; empty when there is none that can be read and is not too old. */
    public Optional<Ledger> find(Question question) throws IOException {
        return read(file(folder, question), question);
    }

    /** The same in brief; empty when there is none. */
    public Optional<Ledger> findBrief(Question question) throws IOException {
        return read(file(briefs, question), question);
    }

    private Optional<Ledger> read(Path file, Question question) throws IOException {
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
        Path file = file(folder, ledger.question());
        FileTime written = Files.getLastModifiedTime(file);
        NewFile.write(file, LedgerFormat.write(ledger));
        Files.setLastModifiedTime(file, written);
    }

    /** Writes an entry, which may be the project's first, and forgets those that are too many. */
    public void add(Ledger ledger) throws IOException {
        Shelf.put(file(folder, ledger.question()), LedgerFormat.write(ledger), PER_PROJECT);
    }

    /** Writes in brief what an entry says that is there, and is no younger for that. */
    public void addBrief(Ledger brief) throws IOException {
        FileTime written = Files.getLastModifiedTime(file(folder, brief.question()));
        Path file = file(briefs, brief.question());
        Shelf.put(file, LedgerFormat.write(brief), PER_PROJECT);
        Files.setLastModifiedTime(file, written);
    }

    private static Path file(Path folder, Question question) {
        return folder.resolve(question.folder()).resolve(question.file());
    }
}
