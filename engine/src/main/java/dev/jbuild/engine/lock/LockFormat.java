package dev.jbuild.engine.lock;

import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The lock as text, for people and for version control: one fact on each line, sorted, so that
 * lines of different names merge without a conflict.
 *
 * <pre>
 * # comment
 * format 1
 * file URL DIGEST
 * git URL REF COMMIT
 * image NAME DIGEST
 * image NAME PLATFORM DIGEST
 * </pre>
 *
 * The first line on an image pins its name, the others say which image id that is on each platform.
 * Damage is told with all of its lines at once, as far as they can be taken in at a glance.
 */
final class LockFormat {
    private static final int VERSION = 1;

    /** More say no more. */
    private static final int MOST_TOLD = 20;

    /** Characters of a line and of what is wrong with it; none that is right is longer. */
    private static final int LONGEST_TOLD = 500;

    private static final String IMAGE = "image";
    private static final String GIT = "git";
    private static final String FILE = "file";

    private static final String NOT_A_LINE = "not of the form `image NAME [PLATFORM] DIGEST`";
    private static final String COMMIT_FORM = "`git URL REF COMMIT`";
    private static final String NOT_A_COMMIT = "not of the form " + COMMIT_FORM;
    private static final String FILE_FORM = "`file URL DIGEST`";

    private static final String HEADER =
            """
            # What names stand for: each image's index, and its image id on the platforms in use;
            # the commits of branches and tags of other repositories; the digests of fetched files.
            # Commit this file. `jbuild lock --update` takes what is new.
            format %d
            """
                    .formatted(VERSION);

    private final SortedMap<GitRef, String> commits = new TreeMap<>();
    private final SortedMap<String, Digest> downloads = new TreeMap<>();
    private final SortedMap<ImageName, Digest> pins = new TreeMap<>();
    private final SortedMap<ImageName, SortedMap<Platform, Digest>> platforms = new TreeMap<>();
    private final SortedMap<ImageName, Line> platformLines = new TreeMap<>();
    private final List<Diagnostic> damages = new ArrayList<>();
    private int untold;

    private LockFormat() {}

    /** A line with its number, from 1. */
    private record Line(int number, String text) {}

    static String write(LockFile lock) {
        StringBuilder text = new StringBuilder(HEADER);
        lock.downloads().forEach((url, content) -> line(text, FILE, url, content));
        lock.commits().forEach((at, commit) -> line(text, GIT, at.url(), at.ref(), commit));
        lock.images()
                .forEach(
                        (name, image) -> {
                            line(text, IMAGE, name, image.index());
                            image.platforms().forEach((on, id) -> line(text, IMAGE, name, on, id));
                        });
        return text.toString();
    }

    private static void line(StringBuilder text, String kind, Object... words) {
        text.append(kind);
        for (Object word : words) {
            text.append(' ').append(word);
        }
        text.append('\n');
    }

    static LockFile read(byte[] content) throws UserMistake {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "lock-damaged",
                            "`" + LockFile.NAME + "` is not text",
                            "restore it from version control, or delete it and run `jbuild lock`"));
        }
        return new LockFormat().lines(text.lines().toList());
    }

    private LockFile lines(List<String> lines) throws UserMistake {
        for (int i = 0; i < lines.size(); i++) {
            read(new Line(i + 1, lines.get(i).strip()));
        }
        platformLines.forEach(
                (name, line) -> {
                    if (!pins.containsKey(name)) {
                        damaged(line, "no line pins `" + name + "`, of which this is a platform");
                    }
                });
        if (untold > 0) {
            damages.add(
                    Diagnostic.of(
                            "lock-damaged",
                            untold + " more lines of `" + LockFile.NAME + "` are damaged",
                            "restore it from version control, or delete it and run `jbuild lock`"));
        }
        if (!damages.isEmpty()) {
            throw new UserMistake(damages);
        }
        SortedMap<ImageName, LockedImage> images = new TreeMap<>();
        pins.forEach(
                (name, index) ->
                        images.put(
                                name,
                                new LockedImage(
                                        index, platforms.getOrDefault(name, new TreeMap<>()))));
        return new LockFile(images, commits, downloads);
    }

    private void read(Line line) throws UserMistake {
        if (line.text.isEmpty() || line.text.startsWith("#")) {
            return;
        }
        List<String> words = List.of(line.text.split("\\s+", -1));
        switch (words.getFirst()) {
            case "format" -> format(line, words);
            case IMAGE -> image(line, words);
            case GIT -> commit(line, words);
            case FILE -> download(line, words);
            case "<<<<<<<", "=======", ">>>>>>>", "|||||||" ->
                    throw new UserMistake(
                            damage(
                                    line,
                                    "a merge has left its marks here",
                                    "keep the lines of one side, or delete all of them and run"
                                            + " `jbuild lock`"));
            default -> damaged(line, NOT_A_LINE + ", " + COMMIT_FORM + " or " + FILE_FORM);
        }
    }

    /** A format that is not known is left alone: what its lines mean cannot be guessed. */
    private static void format(Line line, List<String> words) throws UserMistake {
        if (!words.equals(List.of("format", Integer.toString(VERSION)))) {
            throw new UserMistake(
                    damage(
                            line,
                            "the lock has a format that this jbuild does not know",
                            "use the jbuild that wrote it; this one knows `format "
                                    + VERSION
                                    + "`"));
        }
    }

    private void image(Line line, List<String> words) {
        if (words.size() != 3 && words.size() != 4) {
            damaged(line, NOT_A_LINE);
            return;
        }
        try {
            ImageName name = ImageName.parse(words.get(1));
            Digest digest = Digest.parse(words.getLast());
            if (words.size() == 3) {
                put(pins, name, digest, line);
            } else {
                Platform platform = Platform.parse(words.get(2));
                platformLines.putIfAbsent(name, line);
                put(platforms.computeIfAbsent(name, _ -> new TreeMap<>()), platform, digest, line);
            }
        } catch (IllegalArgumentException e) {
            damaged(line, String.valueOf(e.getMessage()));
        }
    }

    private void commit(Line line, List<String> words) {
        if (words.size() != 4 || !GitRef.isCommit(words.getLast())) {
            damaged(line, NOT_A_COMMIT);
            return;
        }
        try {
            put(commits, new GitRef(words.get(1), words.get(2)), words.getLast(), line);
        } catch (IllegalArgumentException e) {
            damaged(line, String.valueOf(e.getMessage()));
        }
    }

    private void download(Line line, List<String> words) {
        if (words.size() != 3) {
            damaged(line, "not of the form " + FILE_FORM);
            return;
        }
        try {
            put(downloads, words.get(1), Digest.parse(words.getLast()), line);
        } catch (IllegalArgumentException e) {
            damaged(line, String.valueOf(e.getMessage()));
        }
    }

    private <K, V> void put(SortedMap<K, V> map, K key, V value, Line line) {
        V before = map.putIfAbsent(key, value);
        if (before != null && !before.equals(value)) {
            String what = value instanceof Digest ? "digest" : "commit";
            damaged(line, "another line has another " + what + " for `" + key + "`");
        }
    }

    private void damaged(Line line, String problem) {
        if (damages.size() == MOST_TOLD) {
            untold++;
            return;
        }
        damages.add(
                damage(
                        line,
                        problem,
                        "mend or delete the line; what is missing is looked up again"));
    }

    private static Diagnostic damage(Line line, String problem, String cure) {
        String text = told(line.text);
        return new Diagnostic(
                "lock-damaged",
                told(problem),
                Optional.of(new SourceSpan(LockFile.NAME, line.number, 1, text.length() + 1)),
                Optional.of(text),
                Optional.of(cure));
    }

    private static String told(String text) {
        return text.length() <= LONGEST_TOLD ? text : text.substring(0, LONGEST_TOLD) + "...";
    }
}
