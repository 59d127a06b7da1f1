package dev.jbuild.front.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

class BriefTest {
    private static final int FILES = 1_200;
    private static final int FOLDERS = 5;
    private static final Digest CONTENT = Digest.of("content".getBytes(StandardCharsets.UTF_8));

    @TempDir private Path folder;
    private Path file;
    private Path link;
    private final List<Fact> facts = new ArrayList<>();

    @BeforeEach
    void makeFacts() throws IOException {
        List<Path> parts = new ArrayList<>();
        for (int i = 0; i < FOLDERS; i++) {
            parts.add(Files.createDirectory(folder.resolve("part " + i)));
        }
        for (int i = 0; i < FILES; i++) {
            Files.writeString(parts.get(i % FOLDERS).resolve("file" + i), "content");
        }
        Path part = parts.getFirst();
        file = part.resolve("file0");
        link = Files.createSymbolicLink(part.resolve("link"), Path.of("file0"));
        Files.writeString(part.resolve("line\nbreak d 755 x"), "content");
        Files.writeString(part.resolve("größe"), "content");
        Files.setLastModifiedTime(
                Files.writeString(part.resolve("older than time"), "content"),
                FileTime.from(Instant.parse("1969-12-31T23:59:58.123456789Z")));
        for (Path each : parts) {
            List<String> names = new ArrayList<>();
            for (String name : Objects.requireNonNull(each.toFile().list())) {
                names.add(name);
                if (!each.resolve(name).equals(link)) {
                    facts.add(content(each.resolve(name), true));
                }
            }
            facts.add(new Fact.Names(each.toString(), names));
        }
        facts.add(new Fact.Link(link.toString(), "file0"));
        facts.add(new Fact.Absence(part.resolve("nothing").toString()));
        facts.add(new Fact.Presence(file.toString(), FileStat.Kind.FILE));
        List<String> names = new ArrayList<>();
        for (Path each : parts) {
            names.add(each.getFileName().toString());
            facts.add(new Fact.Folder(each.toString(), FileStat.of(each).orElseThrow().mode()));
        }
        facts.add(new Fact.Names(folder.toString(), names));
    }

    private static Fact.Content content(Path file, boolean settled) throws IOException {
        return new Fact.Content(
                file.toString(), false, FileStat.of(file).orElseThrow(), CONTENT, settled);
    }

    private Ledger ledger() {
        return new Ledger(
                new Question("/project", "text"),
                new Answer(List.of(), List.of(), List.of("done")),
                0,
                facts,
                Optional.empty());
    }

    private Ledger brief() throws InterruptedException {
        Ledger brief = Brief.of(ledger(), 2).orElseThrow();
        // By way of the disk, since that is how it goes.
        Ledger read = LedgerFormat.read(brief.question(), LedgerFormat.write(brief)).orElseThrow();
        assertThat(read).isEqualTo(brief);
        return read;
    }

    private static boolean holds(Ledger ledger) throws InterruptedException {
        return Recheck.of(ledger, new Present(Map.of(), InstantSource.system(), 0), false, 2)
                .isPresent();
    }

    @Test
    void everythingAsItWas_holds_andNoFactIsLeft() throws Exception {
        Ledger brief = brief();
        assertThat(brief.facts()).isEmpty();
        assertThat(brief.sights()).hasSize(1);
        assertThat(brief.answer()).isEqualTo(ledger().answer());
        assertThat(holds(brief)).isTrue();
        assertThat(holds(brief)).isTrue();
    }

    @Test
    void moreFiles_areDividedAmongTheProcessors(@TempDir Path elsewhere) throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            Path part = Files.createDirectory(elsewhere.resolve("part " + i));
            List<String> names = new ArrayList<>();
            for (int j = 0; j < 600; j++) {
                names.add("file" + j);
                facts.add(content(Files.writeString(part.resolve("file" + j), "content"), true));
            }
            facts.add(new Fact.Names(part.toString(), names));
        }
        assertThat(Brief.of(ledger(), 1).orElseThrow().sights()).hasSize(1);
        Ledger brief = brief();
        assertThat(brief.facts()).isEmpty();
        assertThat(brief.sights()).hasSize(2);
        assertThat(holds(brief)).isTrue();

        Files.writeString(elsewhere.resolve("part 4/file599"), "CONTENT");
        assertThat(holds(brief)).isFalse();
        assertThat(brief.sights().getFirst().isStillSo()).isTrue();
        assertThat(brief.sights().getLast().isStillSo()).isFalse();
        Files.writeString(file, "CONTENT");
        assertThat(brief.sights().getFirst().isStillSo()).isFalse();
    }

    /** One change to the files. */
    interface Change {
        void make(Path file, Path link) throws IOException;
    }

    private static Arguments change(String name, Change change) {
        return Arguments.argumentSet(name, change);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("content", (file, _) -> Files.writeString(file, "longer content")),
                change(
                        "content of the same size, with its time set back",
                        (file, _) -> {
                            FileTime time = Files.getLastModifiedTime(file);
                            Files.writeString(file, "CONTENT");
                            Files.setLastModifiedTime(file, time);
                        }),
                change(
                        "time",
                        (file, _) -> Files.setLastModifiedTime(file, FileTime.fromMillis(1_000))),
                change(
                        "mode",
                        (file, _) ->
                                Files.setPosixFilePermissions(
                                        file, PosixFilePermissions.fromString("rwxr-x---"))),
                change("file gone", (file, _) -> Files.delete(file)),
                change(
                        "file renamed",
                        (file, _) -> Files.move(file, file.resolveSibling("another"))),
                change(
                        "case of a name",
                        (file, _) -> Files.move(file, file.resolveSibling("FILE0"))),
                change(
                        "file replaced by one that looks like it",
                        (file, _) -> {
                            Path other = file.resolveSibling("other");
                            Files.copy(file, other, StandardCopyOption.COPY_ATTRIBUTES);
                            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                        }),
                change(
                        "file replaced by a link to its content",
                        (file, _) -> {
                            Files.move(file, file.resolveSibling("moved"));
                            Files.createSymbolicLink(file, Path.of("moved"));
                        }),
                change(
                        "file replaced by a folder",
                        (file, _) -> {
                            Files.delete(file);
                            Files.createDirectory(file);
                        }),
                change("new file", (file, _) -> Files.createFile(file.resolveSibling("nothing"))),
                change(
                        "new folder",
                        (file, _) -> Files.createDirectory(file.resolveSibling("nothing"))),
                change(
                        "target of a link",
                        (_, link) -> {
                            Files.delete(link);
                            Files.createSymbolicLink(link, Path.of("file1"));
                        }),
                change(
                        "mode of a folder",
                        (file, _) ->
                                Files.setPosixFilePermissions(
                                        file.getParent(),
                                        PosixFilePermissions.fromString("rwxrwxrwx"))),
                change(
                        "folder renamed",
                        (file, _) -> Files.move(file.getParent(), Path.of(file.getParent() + "x"))),
                change(
                        "folder replaced by a link to it",
                        (file, _) -> {
                            Path moved = Path.of(file.getParent() + "x");
                            Files.move(file.getParent(), moved);
                            Files.createSymbolicLink(file.getParent(), moved);
                        }));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void change_isSeen(Change change) throws Exception {
        Ledger brief = brief();
        change.make(file, link);
        assertThat(holds(brief)).isFalse();
    }

    @Test
    void whatDoesNotFollow_isKept() throws Exception {
        Path young = Files.writeString(folder.resolve("part 0/young"), "content");
        Fact unsettled = content(young, false);
        Fact other =
                new Fact.Content(
                        file.toString(), false, FileStat.of(young).orElseThrow(), CONTENT, true);
        List<Fact> kept =
                List.of(
                        new Fact.Variable("HOME", Optional.empty()),
                        unsettled,
                        other,
                        new Fact.Absence(file.toString()),
                        new Fact.Presence(file.toString(), FileStat.Kind.FOLDER),
                        new Fact.Link(link.toString(), "elsewhere"),
                        new Fact.Folder(folder.resolve("part 1").toString(), 0),
                        new Fact.Look(file.toString(), FileStat.of(young).orElseThrow()),
                        // Following the link leads to a file of which nothing is said here.
                        new Fact.Content(
                                link.toString(),
                                true,
                                FileStat.ofTarget(link).orElseThrow(),
                                CONTENT,
                                true));
        facts.addAll(kept);
        facts.removeIf(
                fact -> fact instanceof Fact.Names names && names.folder().endsWith("part 0"));
        facts.add(
                new Fact.Names(
                        folder.resolve("part 0").toString(), List.of("what", "was", "there")));
        Ledger brief = Brief.of(ledger(), 2).orElseThrow();
        assertThat(brief.facts()).containsAll(kept);
        assertThat(brief.facts()).hasSize(kept.size() + 1);
    }

    @Test
    void nameWithoutText_hidesNothing() throws Exception {
        String command = "touch \"$1/$(printf 'a\\377b')\"";
        Path part = folder.resolve("part 0");
        int exit = new ProcessBuilder("sh", "-c", command, "sh", part.toString()).start().waitFor();
        assertThat(exit).isZero();
        Ledger brief = brief();
        // The folder is not as the facts say, so that this one does not follow.
        assertThat(brief.facts())
                .singleElement()
                .isInstanceOfSatisfying(
                        Fact.Names.class, names -> assertThat(names.folder()).endsWith("part 0"));
    }

    @Test
    void folderThatIsAFile_isNotEmpty() throws Exception {
        Path plain = Files.createFile(folder.resolve("part 0/plain"));
        Fact wrong = new Fact.Names(plain.toString(), List.of());
        facts.add(wrong);
        assertThat(Brief.of(ledger(), 2).orElseThrow().facts()).contains(wrong);
    }

    @Test
    void fewFiles_areNotWorthIt() throws Exception {
        facts.subList(0, FILES - 900).clear();
        assertThat(Brief.of(ledger(), 2)).isEmpty();
    }

    @Test
    void folderThatIsGone_isNoSight() throws Exception {
        facts.add(new Fact.Names(folder.resolve("gone").toString(), List.of()));
        assertThat(Brief.of(ledger(), 2)).isEmpty();
    }
}
