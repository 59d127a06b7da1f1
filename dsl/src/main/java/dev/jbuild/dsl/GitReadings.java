package dev.jbuild.dsl;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Reading;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Records which files of a repository an answer rests on. They are looked at before the question is
 * asked and after it; only what stayed the same was certainly what the answer came from.
 *
 * <p>Knows the usual repository: a folder {@code .git} with files in it. Of any other it says that
 * it cannot tell.
 */
final class GitReadings {
    private static final String SYMBOLIC = "ref: ";

    private final Path folder;
    private final Readings readings;

    GitReadings(Path folder, Readings readings) {
        this.folder = folder;
        this.readings = readings;
    }

    /** An answer that comes from what is checked out. */
    <T extends @Nullable Object> T ofHead(Supplier<T> question) {
        return recorded(question, false);
    }

    /** An answer that comes from what is checked out and from all tags. */
    <T extends @Nullable Object> T ofTags(Supplier<T> question) {
        return recorded(question, true);
    }

    /** An answer that comes from every file of the work tree. */
    <T extends @Nullable Object> T ofWorkTree(Supplier<T> question) {
        readings.add(new Reading.Untold("`git.dirty`, which looks at every file"));
        return question.get();
    }

    private <T extends @Nullable Object> T recorded(Supplier<T> question, boolean tags) {
        try {
            List<Reading> before = look(tags);
            T answer = question.get();
            List<Reading> after = look(tags);
            if (before.equals(after)) {
                after.forEach(readings::add);
            } else {
                readings.add(new Reading.Untold("the git repository, which has just changed"));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the git repository: " + e.getMessage(), e);
        }
    }

    private List<Reading> look(boolean tags) throws IOException {
        List<Reading> looked = new ArrayList<>();
        for (Path at = folder; at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.exists(git)) {
                if (Files.isDirectory(git)) {
                    repository(git, tags, looked);
                } else {
                    looked.add(new Reading.Untold("a work tree beside its repository"));
                }
                return looked;
            }
            looked.add(new Reading.File(git, Optional.empty()));
            // A bare repository, which has its files in the folder itself, begins with this one.
            Path head = at.resolve("HEAD");
            looked.add(
                    Files.exists(head)
                            ? new Reading.Untold("a bare repository")
                            : new Reading.File(head, Optional.empty()));
        }
        return looked;
    }

    private static void repository(Path git, boolean tags, List<Reading> looked)
            throws IOException {
        String head = file(git.resolve("HEAD"), looked);
        String config = file(git.resolve("config"), looked);
        file(git.resolve("packed-refs"), looked);
        if (head.isEmpty()
                || config.contains("reftable")
                || !file(git.resolve("commondir"), looked).isEmpty()) {
            looked.add(new Reading.Untold("a repository of an unusual form"));
            return;
        }
        if (head.startsWith(SYMBOLIC)) {
            String branch = file(git.resolve(head.substring(SYMBOLIC.length()).strip()), looked);
            if (branch.startsWith(SYMBOLIC)) {
                looked.add(new Reading.Untold("a branch that is a name of another one"));
            }
        }
        if (tags) {
            folder(git.resolve("refs/tags"), looked);
        }
    }

    /** Tags in files of their own, which may have folders in their names. */
    private static void folder(Path folder, List<Reading> looked) throws IOException {
        String @Nullable [] names = new File(folder.toString()).list();
        if (names == null) {
            looked.add(new Reading.Folder(folder, Optional.empty()));
            return;
        }
        List<String> listed = List.of(names);
        looked.add(new Reading.Folder(folder, Optional.of(listed)));
        for (String name : listed) {
            Path tag = folder.resolve(name);
            if (Files.isDirectory(tag)) {
                folder(tag, looked);
            } else {
                file(tag, looked);
            }
        }
    }

    /** The text of a file; empty when there is none. */
    private static String file(Path file, List<Reading> looked) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            looked.add(new Reading.File(file, Optional.of(Digest.of(content))));
            return new String(content, StandardCharsets.UTF_8);
        } catch (NoSuchFileException | NotDirectoryException e) {
            looked.add(new Reading.File(file, Optional.empty()));
            return "";
        }
    }
}
