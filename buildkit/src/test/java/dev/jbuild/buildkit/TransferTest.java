package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.LocalSource;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.buildkit.session.FileSelection;
import dev.jbuild.buildkit.session.LocalDirectory;
import dev.jbuild.buildkit.session.SessionOptions;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

@Tag("engine")
class TransferTest extends ConnectedTest {

    private static final Instant THEN = Instant.parse("2020-02-03T04:05:06.000000007Z");

    @TempDir Path dir;

    /** What the last transfer told of the files that it sent. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    @Test
    void tree_whenSentAndExported_isTheSame() throws Exception {
        Path context = makeContext();
        Path out = dir.resolve("out");

        roundTrip(context, FileSelection.all(), out, "all");

        assertThat(describe(out)).isEqualTo(describe(context));
        assertThat(Files.getLastModifiedTime(out.resolve("big")).to(TimeUnit.SECONDS))
                .isEqualTo(THEN.getEpochSecond());
    }

    @Test
    void witness_isToldOfWhatWasSent() throws Exception {
        Path context = settled(makeContext());

        roundTrip(context, FileSelection.listed(List.of("big", "nested/a/deep.txt")), dir, "told");
        assertThat(told).containsOnlyKeys("big", "nested/a/deep.txt");
        for (Map.Entry<String, String> file : told.entrySet()) {
            assertThat(sha256(context.resolve(file.getKey()))).isEqualTo(file.getValue());
        }

        Files.writeString(context.resolve("nested/a/deep.txt"), "deeper");
        roundTrip(context, FileSelection.listed(List.of("big", "nested/a/deep.txt")), dir, "told");
        assertThat(told).containsOnlyKeys("nested/a/deep.txt");
    }

    @Test
    void witness_isToldOfWhatIsListed_howeverLittleIsSent() throws Exception {
        Path context = makeContext();
        Set<LocalDirectory.Entry> listed = ConcurrentHashMap.newKeySet();
        LocalDirectory.Witness witness =
                new LocalDirectory.Witness() {
                    @Override
                    public void listed(LocalDirectory.Entry entry) {
                        listed.add(entry);
                    }

                    @Override
                    public Optional<Consumer<byte[]>> sending(String path) {
                        return Optional.empty();
                    }
                };
        FileSelection files = FileSelection.listed(List.of("run.sh", "dangling", "nested/a"));
        LocalDirectory.Part part = new LocalDirectory.Part("part", context, files, witness);
        for (String time : List.of("first", "second")) {
            listed.clear();
            send(new LocalDirectory("listed", List.of(part)), "listed", dir.resolve(time));
            assertThat(listed)
                    .containsExactlyInAnyOrder(
                            new LocalDirectory.Entry.File("run.sh", 0751),
                            new LocalDirectory.Entry.Symlink("dangling", "/no/such/place"),
                            new LocalDirectory.Entry.Folder("nested", mode(context, "nested")),
                            new LocalDirectory.Entry.Folder("nested/a", mode(context, "nested/a")));
        }
    }

    private static int mode(Path context, String path) throws IOException {
        return (int) Files.getAttribute(context.resolve(path), "unix:mode") & 0777;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void parts_areSentInFoldersOfTheirOwn_andOnlyWhatChanged() throws Exception {
        Path context = settled(makeContext());
        List<LocalDirectory.Part> parts =
                List.of(
                        part("b", context, "nested/a/deep.txt"),
                        part("a-1", context, "run.sh", "nested/a/deep.txt"),
                        part("a", context, "run.sh"),
                        part("none", context));
        Path out = dir.resolve("out");

        send(new LocalDirectory("parts", parts), "parts", out);

        assertThat(out.resolve("a")).isDirectoryRecursivelyContaining("glob:**/run.sh");
        assertThat(out.resolve("a/nested")).doesNotExist();
        assertThat(out.resolve("none")).isEmptyDirectory();
        for (String path : List.of("a/run.sh", "a-1/run.sh", "a-1/nested/a/deep.txt")) {
            assertThat(out.resolve(path))
                    .hasSameBinaryContentAs(context.resolve(path.replaceFirst(".*?/", "")));
        }
        assertThat(told).containsOnlyKeys("run.sh", "nested/a/deep.txt");

        Files.writeString(context.resolve("nested/a/deep.txt"), "deeper");
        send(new LocalDirectory("parts", parts), "parts", out);
        assertThat(told).containsOnlyKeys("nested/a/deep.txt");
        assertThat(out.resolve("b/nested/a/deep.txt")).hasContent("deeper");
    }

    private LocalDirectory.Part part(String folder, Path root, String... paths) {
        return new LocalDirectory.Part(
                folder, root, FileSelection.listed(List.of(paths)), this::witness);
    }

    private Optional<Consumer<byte[]>> witness(String path) {
        return Optional.of(sha256 -> told.put(path, HexFormat.of().formatHex(sha256)));
    }

    @Test
    void tree_whenUnchanged_isNotSentAgain() throws Exception {
        Path context = settled(makeContext());

        long first = roundTrip(context, FileSelection.all(), dir.resolve("first"), "again");
        long second = roundTrip(context, FileSelection.all(), dir.resolve("second"), "again");

        assertThat(first).isGreaterThan(5 << 20);
        assertThat(second).isLessThan(1 << 20);
        assertThat(dir.resolve("second/big")).hasSameBinaryContentAs(context.resolve("big"));
    }

    @Test
    void file_whenItsTimeIsSetBack_isSentAgain() throws Exception {
        Path context = settled(makeContext());
        Path big = context.resolve("big");
        roundTrip(context, FileSelection.all(), dir.resolve("first"), "back");
        FileTime time = Files.getLastModifiedTime(big);
        byte[] other = new byte[5 << 20];
        Files.write(big, other);
        Files.setLastModifiedTime(big, time);
        settled(context);

        roundTrip(context, FileSelection.all(), dir.resolve("second"), "back");

        assertThat(dir.resolve("second/big")).hasBinaryContent(other);
    }

    @Test
    void selection_whenItIsAFilter_sendsParentsOfWhatIsChosen() throws Exception {
        Path context = makeContext();
        Path out = dir.resolve("out");

        roundTrip(
                context,
                FileSelection.matching(
                        (path, directory) -> {
                            if (path.endsWith("deep.txt")) {
                                return FileSelection.Choice.SEND;
                            }
                            return directory
                                    ? FileSelection.Choice.ENTER
                                    : FileSelection.Choice.SKIP;
                        }),
                out,
                "filter");

        assertThat(describe(out).keySet())
                .containsExactlyInAnyOrder("nested", "nested/a", "nested/a/deep.txt");
    }

    @Test
    void selection_whenItIsAList_sendsExactlyThat() throws Exception {
        Path context = makeContext();
        Path out = dir.resolve("out");

        roundTrip(
                context,
                FileSelection.listed(List.of("run.sh", "nested/a/deep.txt", "link")),
                out,
                "list");

        assertThat(describe(out).keySet())
                .containsExactlyInAnyOrder(
                        "run.sh", "link", "nested", "nested/a", "nested/a/deep.txt");
    }

    @Test
    void directory_whenItIsNotOffered_failsTheBuild() {
        Definition graph = Definition.of(new LocalSource("nowhere").vertex().output());

        assertThatThrownBy(
                        () ->
                                client.build(
                                        BuildRequest.EMPTY,
                                        gateway -> Finish.with(gateway.solve(graph))))
                .isInstanceOf(BuildkitException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void list_whenAFileIsMissing_failsTheBuildAndNamesIt() throws Exception {
        Path context = makeContext();

        assertThatThrownBy(
                        () ->
                                roundTrip(
                                        context,
                                        FileSelection.listed(List.of("gone")),
                                        dir.resolve("o"),
                                        "gone"))
                .isInstanceOf(BuildkitException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void tar_whenExported_isWrittenAndClosed() throws Exception {
        Output tree =
                FileOp.of(Tree.scratch(), new FileAction.Mkfile("/hello", 0644, bytes("hi")))
                        .vertex()
                        .output();
        AtomicLong closed = new AtomicLong();
        ByteArrayOutputStream tar =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() throws IOException {
                        closed.incrementAndGet();
                    }
                };

        client.build(
                BuildRequest.builder().exports(List.of(new Export.Tar(() -> tar))).build(),
                gateway ->
                        new Finish<>(
                                "", GatewayResult.single(gateway.solve(Definition.of(tree)), "")));

        assertThat(closed).hasValueGreaterThan(0);
        assertThat(new String(tar.toByteArray(), 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("hello");
    }

    @Test
    void file_whenItIsBig_isReadInPieces() throws Exception {
        Definition graph =
                Engine.graph(
                        Engine.freshShell(
                                "head -c 20000000 /dev/zero | tr '\\0' x > /big; mkdir /d; ln -s"
                                        + " ../big /d/l"));

        client.build(
                BuildRequest.EMPTY,
                gateway -> {
                    Ref ref = gateway.solve(graph);
                    byte[] big = gateway.readFile(ref, "/big");
                    assertThat(big).hasSize(20_000_000);
                    assertThat(gateway.stat(ref, "/big").size()).isEqualTo(20_000_000);
                    assertThat(gateway.readDir(ref, "/d"))
                            .singleElement()
                            .satisfies(
                                    link -> {
                                        assertThat(link.path()).isEqualTo("l");
                                        assertThat(link.kind()).isEqualTo(FileStat.Kind.SYMLINK);
                                        assertThat(link.linkTarget()).isEqualTo("../big");
                                    });
                    assertThatThrownBy(() -> gateway.readFile(ref, "/nope"))
                            .isInstanceOf(BuildkitException.NotFound.class);
                    return Finish.with("");
                });
    }

    /** Sends a folder and has it exported. The result is how many bytes were sent. */
    @CanIgnoreReturnValue
    private long roundTrip(Path context, FileSelection files, Path out, String key)
            throws Exception {
        String name = "context-" + key;
        LocalDirectory directory = new LocalDirectory(name, context, files, this::witness);
        return send(directory, context.toString(), out);
    }

    @CanIgnoreReturnValue
    private long send(LocalDirectory directory, String key, Path out) throws Exception {
        AtomicLong sent = new AtomicLong();
        told.clear();
        Definition graph = Definition.of(new LocalSource(directory.name()).vertex().output());
        client.build(
                BuildRequest.builder()
                        .progress(
                                event -> {
                                    if (event instanceof Progress.TransferStatus status
                                            && status.id().startsWith("transferring")) {
                                        sent.accumulateAndGet(status.current(), Math::max);
                                    }
                                })
                        .session(
                                SessionOptions.EMPTY
                                        .withDirectories(List.of(directory))
                                        .withSharedKey(key))
                        .exports(List.of(new Export.Local(out, 1 << 30)))
                        .build(),
                gateway -> new Finish<>("", GatewayResult.single(gateway.solve(graph), "")));
        return sent.get();
    }

    private Path makeContext() throws IOException {
        Path context = Files.createDirectories(dir.resolve("context-" + UUID.randomUUID()));
        byte[] big = new byte[5 << 20];
        new Random(1).nextBytes(big);
        Files.write(context.resolve("big"), big);
        Files.write(context.resolve("empty"), new byte[0]);
        Files.writeString(context.resolve("run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(
                context.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.createDirectories(context.resolve("nested/a/b/c"));
        Files.writeString(context.resolve("nested/a/deep.txt"), "deep");
        Files.writeString(context.resolve("nested-x"), "sorts behind nested/");
        // The first is smaller in UTF-8, the second in UTF-16.
        Files.writeString(context.resolve("\uff5e"), "wide tilde");
        Files.writeString(context.resolve("\ud83d\ude00"), "smile");
        Files.writeString(context.resolve("\u00e9t\u00e9 1"), "summer");
        Files.createSymbolicLink(context.resolve("link"), Path.of("nested/a/deep.txt"));
        Files.createSymbolicLink(context.resolve("dangling"), Path.of("/no/such/place"));
        Files.createLink(context.resolve("hard"), context.resolve("run.sh"));
        Files.setLastModifiedTime(context.resolve("big"), FileTime.from(THEN));
        return context;
    }

    /** Of young files, the daemon takes none for that of a transfer before. */
    private static Path settled(Path context) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(2100));
        return context;
    }

    private static Map<String, String> describe(Path root) throws IOException {
        Map<String, String> all = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> !f.equals(root)).toList()) {
                String what;
                if (Files.isSymbolicLink(file)) {
                    what = "link " + Files.readSymbolicLink(file);
                } else {
                    String mode =
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
                    what =
                            Files.isDirectory(file)
                                    ? "dir " + mode
                                    : "file "
                                            + mode
                                            + " "
                                            + Arrays.hashCode(Files.readAllBytes(file));
                }
                all.put(root.relativize(file).toString(), what);
            }
        }
        return all;
    }

    private static dev.jbuild.buildkit.llb.Bytes bytes(String text) {
        return dev.jbuild.buildkit.llb.Bytes.of(text);
    }
}
