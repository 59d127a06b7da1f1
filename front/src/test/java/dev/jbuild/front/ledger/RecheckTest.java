package dev.jbuild.front.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class RecheckTest {
    private static final long ENOUGH = 1 << 20;

    /** As if all files had been written long ago. */
    private static final InstantSource LATER =
            InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));

    private final Map<String, String> environment = new TreeMap<>(Map.of("SET", "1"));
    @TempDir private Path folder;
    private Path file;
    private List<Fact> facts;

    @BeforeEach
    void makeFacts() throws IOException {
        file = Files.writeString(folder.resolve("file"), "content");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Path below = Files.createDirectory(folder.resolve("folder"));
        Files.writeString(below.resolve("b"), "");
        Files.writeString(below.resolve("a"), "");
        Path jar = Files.writeString(folder.resolve("jar"), "jar");
        FileStat stat = FileStat.of(file).orElseThrow();
        facts =
                List.of(
                        new Fact.Variable("SET", Optional.of("1")),
                        new Fact.Variable("UNSET", Optional.empty()),
                        new Fact.Content(file.toString(), false, stat, digest("content"), true),
                        new Fact.Link(link.toString(), "file"),
                        new Fact.Folder(below.toString(), FileStat.of(below).orElseThrow().mode()),
                        new Fact.Names(below.toString(), List.of("a", "b")),
                        new Fact.Presence(below.toString(), FileStat.Kind.FOLDER),
                        new Fact.Absence(folder.resolve("nothing").toString()),
                        Fact.Look.at(jar).orElseThrow());
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Recheck.Holds> recheck(List<Fact> given, InstantSource clock, long readable)
            throws InterruptedException {
        return recheck(given, clock, readable, Optional.empty(), true);
    }

    private Optional<Recheck.Holds> recheck(
            List<Fact> given,
            InstantSource clock,
            long readable,
            Optional<Images> images,
            boolean ask)
            throws InterruptedException {
        Ledger ledger =
                new Ledger(
                        new Question("/project", "text"),
                        new Answer(List.of("a"), List.of(), List.of("b")),
                        given.size() / 2,
                        given,
                        images);
        // By way of the disk, since that is how it goes.
        Ledger read =
                LedgerFormat.read(ledger.question(), LedgerFormat.write(ledger)).orElseThrow();
        assertThat(read).isEqualTo(ledger);
        return Recheck.of(read, new Present(environment, clock, readable), ask, 2);
    }

    private boolean holds() throws InterruptedException {
        return recheck(facts, LATER, ENOUGH).isPresent();
    }

    @Test
    void everythingAsItWas_holds_andNothingIsRead() throws Exception {
        assertThat(recheck(facts, LATER, 0).map(Recheck.Holds::news)).contains(false);
    }

    /** A thread that ended for want of memory has not looked at its share. */
    @Test
    void everythingAsItWas_butNoMemoryToLook_doesNotHold() throws Exception {
        InstantSource exhausted =
                () -> {
                    throw new OutOfMemoryError("in the test");
                };
        List<Fact> young = List.of(Fact.Content.toBeRead(file, digest("content")).orElseThrow());
        assertThat(recheck(young, LATER, ENOUGH)).isPresent();
        assertThat(recheck(young, exhausted, ENOUGH)).isEmpty();
    }

    @Test
    void variable_changed() throws Exception {
        environment.put("SET", "2");
        assertThat(holds()).isFalse();
    }

    @Test
    void variable_gone() throws Exception {
        environment.remove("SET");
        assertThat(holds()).isFalse();
    }

    @Test
    void variable_nowSet() throws Exception {
        environment.put("UNSET", "");
        assertThat(holds()).isFalse();
    }

    @Test
    void content_ofEqualLength_andEqualTime() throws Exception {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, "CONTENT");
        Files.setLastModifiedTime(file, before);
        assertThat(holds()).isFalse();
    }

    @Test
    void content_ofAnotherLength() throws Exception {
        Files.writeString(file, "more content");
        assertThat(holds()).isFalse();
    }

    @Test
    void content_goneOrAnotherKind() throws Exception {
        Files.delete(file);
        assertThat(holds()).isFalse();
        Files.createDirectory(file);
        assertThat(holds()).isFalse();
    }

    @Test
    void content_anotherMode() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(holds()).isFalse();
    }

    @Test
    void content_touched_holds_andIsRememberedSo() throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        Recheck.Holds holds = recheck(facts, LATER, ENOUGH).orElseThrow();

        assertThat(holds.news()).isTrue();
        assertThat(recheck(holds.ledger().facts(), LATER, 0).map(Recheck.Holds::news))
                .contains(false);
    }

    @Test
    void content_replacedByTheSame_holds() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "content");
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(holds()).isTrue();
    }

    @Test
    void content_toBeReadBeyondTheBound_doesNotHold() throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(recheck(facts, LATER, "content".length() - 1)).isEmpty();
    }

    /** The look is the same, as after two writes within one tick of the file system's clock. */
    @Test
    void content_unsettled_isRead_howeverItLooks() throws Exception {
        FileStat stat = FileStat.of(file).orElseThrow();
        Fact other = new Fact.Content(file.toString(), false, stat, digest("CONTENT"), false);
        assertThat(recheck(List.of(other), LATER, ENOUGH)).isEmpty();
        Fact same = new Fact.Content(file.toString(), false, stat, digest("content"), false);
        assertThat(recheck(List.of(same), LATER, 0)).isEmpty();
    }

    @Test
    void content_whenYoung_staysUnsettled() throws Exception {
        Fact fresh = Fact.Content.toBeRead(file, digest("content")).orElseThrow();
        assertThat(recheck(List.of(fresh), InstantSource.system(), ENOUGH))
                .map(Recheck.Holds::news)
                .contains(false);
        Recheck.Holds settled = recheck(List.of(fresh), LATER, ENOUGH).orElseThrow();
        assertThat(settled.news()).isTrue();
        assertThat(recheck(settled.ledger().facts(), LATER, 0)).isPresent();
    }

    @Test
    void content_throughLinks() throws Exception {
        Fact read = Fact.Content.toBeRead(folder.resolve("link"), digest("content")).orElseThrow();
        assertThat(recheck(List.of(read), LATER, ENOUGH)).isPresent();
        Files.delete(folder.resolve("link"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("jar"));
        assertThat(recheck(List.of(read), LATER, ENOUGH)).isEmpty();
    }

    @Test
    void link_leadsElsewhere() throws Exception {
        Files.delete(folder.resolve("link"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("jar"));
        assertThat(holds()).isFalse();
    }

    @Test
    void folder_anotherMode() throws Exception {
        Files.setPosixFilePermissions(
                folder.resolve("folder"), PosixFilePermissions.fromString("rwx------"));
        assertThat(recheck(facts.subList(4, 5), LATER, 0)).isEmpty();
        assertThat(recheck(facts.subList(5, 7), LATER, 0)).isPresent();
    }

    @Test
    void names_oneMore() throws Exception {
        Files.writeString(folder.resolve("folder/c"), "");
        assertThat(holds()).isFalse();
    }

    @Test
    void names_oneLess() throws Exception {
        Files.delete(folder.resolve("folder/a"));
        assertThat(holds()).isFalse();
    }

    @Test
    void names_oneIsCalledOtherwise() throws Exception {
        Files.move(folder.resolve("folder/a"), folder.resolve("folder/A"));
        assertThat(holds()).isFalse();
    }

    @Test
    void names_replacedUnderTheSameName_hold() throws Exception {
        Files.delete(folder.resolve("folder/a"));
        Files.writeString(folder.resolve("folder/a"), "new");
        assertThat(holds()).isTrue();
    }

    @Test
    void presence_ofAnotherKind() throws Exception {
        Fact file = new Fact.Presence(folder.resolve("folder").toString(), FileStat.Kind.FILE);
        assertThat(recheck(List.of(file), LATER, 0)).isEmpty();
    }

    @Test
    void absence_ended() throws Exception {
        Files.createSymbolicLink(folder.resolve("nothing"), Path.of("nowhere"));
        assertThat(holds()).isFalse();
    }

    @Test
    void look_changed() throws Exception {
        Files.setLastModifiedTime(folder.resolve("jar"), FileTime.from(Instant.EPOCH));
        assertThat(holds()).isFalse();
    }

    @Test
    void lastOfManyFacts_isLookedAt() throws Exception {
        List<Fact> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(new Fact.Absence(folder.resolve("no" + i).toString()));
        }
        assertThat(recheck(many, LATER, 0)).isPresent();
        Files.writeString(folder.resolve("no1999"), "");
        assertThat(recheck(many, LATER, 0)).isEmpty();
    }

    @Test
    void images_areAskedFor_unlessTrusted() throws Exception {
        Digest id = digest("image");
        Path socket = folder.resolve("engine");
        Optional<Images> images =
                Optional.of(
                        new Images(socket, List.of())
                                .with(ImageName.parse("localhost:5000/a:1"), id)
                                .with(ImageName.parse("b"), id));
        assertThat(recheck(List.of(), LATER, 0, images, true)).isEmpty();
        assertThat(recheck(List.of(), LATER, 0, images, false)).isPresent();
        assertThat(
                        answered(
                                socket,
                                images,
                                "HTTP/1.0 200 OK\r\nX: y\r\n\r\n[{\"CreatedBy\":\"echo \\\"Id\\\":\\\"0\\\"\",\"Id\":\""
                                        + id
                                        + "\","))
                .isTrue();
        assertThat(
                        answered(
                                socket,
                                images,
                                "HTTP/1.0 200 OK\r\n\r\n[{\"CreatedBy\":\"echo \\\"Id\\\":\\\"0\\\"\",\"Id\":\""
                                        + digest("other")
                                        + "\","))
                .isFalse();
        assertThat(answered(socket, images, "HTTP/1.0 200 OK\r\n\r\n{\"Parent\":\"" + id + "\","))
                .isFalse();
        assertThat(
                        answered(
                                socket,
                                images,
                                "HTTP/1.0 404 Not Found\r\n\r\n[{\"CreatedBy\":\"echo \\\"Id\\\":\\\"0\\\"\",\"Id\":\""
                                        + id
                                        + "\","))
                .isFalse();
        assertThat(answered(socket, images, "")).isFalse();
    }

    @Test
    void engineThatSaysNothing_isGivenUp() throws Exception {
        Path socket = folder.resolve("engine");
        Optional<Images> images =
                Optional.of(
                        new Images(socket, List.of())
                                .with(ImageName.parse("localhost:5000/a:1"), digest("image")));
        // It takes connections, since nobody has to accept them for that.
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            assertThat(recheck(List.of(), LATER, 0, images, true)).isEmpty();
        }
    }

    /** Rechecks beside an engine that always gives the same answer. */
    private boolean answered(Path socket, Optional<Images> images, String answer) throws Exception {
        Files.deleteIfExists(socket);
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual()
                    .start(
                            () -> {
                                while (true) {
                                    try (SocketChannel question = engine.accept()) {
                                        question.read(ByteBuffer.allocate(1024));
                                        question.write(
                                                ByteBuffer.wrap(
                                                        answer.getBytes(
                                                                StandardCharsets.US_ASCII)));
                                    } catch (IOException e) {
                                        return;
                                    }
                                }
                            });
            return recheck(List.of(), LATER, 0, images, true).isPresent();
        }
    }

    @Test
    void damagedEntry_isNone() {
        Ledger ledger =
                new Ledger(
                        new Question("/project", "text"),
                        new Answer(List.of(), List.of(), List.of("b")),
                        0,
                        facts,
                        Optional.empty());
        byte[] good = LedgerFormat.write(ledger);
        assertThat(LedgerFormat.read(new Question("/project", "other"), good)).isEmpty();
        assertThat(LedgerFormat.read(new Question("/other", "text"), good)).isEmpty();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 4;
            assertThat(LedgerFormat.read(ledger.question(), bad)).as("byte " + i).isEmpty();
        }
        for (int length = 0; length < good.length; length++) {
            byte[] part = java.util.Arrays.copyOf(good, length);
            assertThat(LedgerFormat.read(ledger.question(), part)).as("length " + length).isEmpty();
        }
    }

    @Test
    void ledgers_keepTheLastOfAProject() throws Exception {
        Ledgers ledgers =
                new Ledgers(
                        folder.resolve("state"),
                        InstantSource.fixed(Instant.EPOCH.plusSeconds(100)));
        for (int i = 0; i < 20; i++) {
            Answer answer = new Answer(List.of(), List.of(), List.of("" + i));
            ledgers.add(
                    new Ledger(
                            new Question("/p", "q" + i), answer, 0, List.of(), Optional.empty()));
            Path entry = folder.resolve("state/ledger").resolve(new Question("/p", "").folder());
            Files.setLastModifiedTime(
                    entry.resolve(new Question("/p", "q" + i).file()),
                    FileTime.from(Instant.EPOCH.plusSeconds(i)));
        }
        assertThat(ledgers.find(new Question("/p", "q19"))).isPresent();
        assertThat(ledgers.find(new Question("/p", "q4"))).isPresent();
        assertThat(ledgers.find(new Question("/p", "q0"))).isEmpty();
        assertThat(ledgers.find(new Question("/p", "q20"))).isEmpty();
    }

    /**
     * What the project uses would be cleared away some day if nobody but the front looked at it.
     */
    @Test
    void ledgers_anEntryAnswersForAMonth_howeverOftenItIsWrittenAgain() throws Exception {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Path state = folder.resolve("state");
        Question question = new Question("/p", "q");
        Ledger ledger =
                new Ledger(
                        question,
                        new Answer(List.of(), List.of(), List.of("a")),
                        0,
                        List.of(),
                        Optional.empty());
        Ledgers ledgers = new Ledgers(state, InstantSource.fixed(start.plus(Duration.ofDays(29))));
        ledgers.add(ledger);
        Path entry = state.resolve("ledger").resolve(question.folder()).resolve(question.file());
        Files.setLastModifiedTime(entry, FileTime.from(start));
        assertThat(ledgers.find(question)).isPresent();

        ledgers.replace(ledger);
        Ledgers later = new Ledgers(state, InstantSource.fixed(start.plus(Duration.ofDays(31))));
        assertThat(later.find(question)).isEmpty();
    }
}
