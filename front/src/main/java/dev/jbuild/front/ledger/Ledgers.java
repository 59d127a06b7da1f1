package dev.jbuild.front.ledger;

import dev.jbuild.cache.atomic.NewFile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        write(ledger);
        Files.setLastModifiedTime(file, written);
    }

    private void write(Ledger ledger) throws IOException {
        NewFile.write(file(ledger.question()), LedgerFormat.write(ledger));
    }

    /** Writes an entry, which may be the project's first, and forgets those that are too many. */
    public void add(Ledger ledger) throws IOException {
        Path project = Files.createDirectories(project(ledger.question()));
        write(ledger);
        forgetOld(project);
    }

    private static void forgetOld(Path project) throws IOException {
        record Entry(Path file, FileTime written) {}
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(project)) {
            for (Path file : files) {
                entries.add(new Entry(file, Files.getLastModifiedTime(file)));
            }
        } catch (NoSuchFileException e) {
            // Somebody else has just done the same.
            return;
        }
        entries.sort(Comparator.comparing(Entry::written).reversed());
        for (Entry old : entries.subList(Math.min(PER_PROJECT, entries.size()), entries.size())) {
            Files.deleteIfExists(old.file());
        }
    }

    private Path project(Question question) {
        return folder.resolve(question.folder());
    }

    private Path file(Question question) {
        return project(question).resolve(question.file());
    }
}
