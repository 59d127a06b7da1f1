package dev.jbuild.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.testing.FolderListing;
import dev.jbuild.buildkit.testing.SessionCaller;
import dev.jbuild.buildkit.wire.filesync.FileSendGrpc;
import dev.jbuild.buildkit.wire.filesync.FileSyncGrpc;
import dev.jbuild.buildkit.wire.fsutil.Packet;
import dev.jbuild.buildkit.wire.fsutil.Packet.PacketType;
import dev.jbuild.buildkit.wire.fsutil.Stat;

import io.grpc.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A daemon that means harm, on a real connection, calls every service of a session with what it
 * should not send. Nothing comes to be outside of the folder, each call ends, and a refusal is told
 * in words of ours.
 *
 * <p>{@code -Djbuild.fuzz.seconds=600} for more of it, {@code -Djbuild.seed=…} to repeat one.
 */
@Timeout(3600)
class HostileDaemonTest {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("jbuild.fuzz.seconds", 5));
    private static final String EXPORT = FileSendGrpc.getDiffCopyMethod().getFullMethodName();
    private static final String UPLOAD = FileSyncGrpc.getDiffCopyMethod().getFullMethodName();

    /** That Java has words for, and people have not. */
    private static final List<String> BARE =
            List.of("Exception", "null", "java.", "Nul character", "index out of", "Index ");

    @TempDir Path temp;

    @Test
    void export_whateverIsSent_staysInItsFolder() throws Exception {
        Path outside = outside();
        Map<String, String> before = FolderListing.of(outside);
        Random random = random("export");
        long end = System.nanoTime() + TIME.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            Path folder = Files.createDirectory(temp.resolve("export" + round));
            Files.createSymbolicLink(folder.resolve("there"), outside);
            Files.createSymbolicLink(folder.resolve("c"), outside.resolve("file"));
            try (SessionCaller daemon = caller(folder)) {
                Status status = daemon.call(EXPORT, packets(random, outside));
                assertOneClearWord(status);
            }
            assertThat(FolderListing.of(outside)).as("round %s", round).isEqualTo(before);
            assertPlain(folder);
        }
    }

    @Test
    void export_whenItWasRefused_takesNothingMore() throws Exception {
        Path folder = temp.resolve("export");
        try (SessionCaller daemon = caller(folder)) {
            Status status =
                    daemon.call(
                            EXPORT,
                            List.of(
                                    stat(Stat.newBuilder().setPath("../up").setMode(0644)),
                                    stat(Stat.newBuilder().setPath("later").setMode(0644))));
            assertThat(status.getDescription()).contains("refused path `../up`");

            Status again =
                    daemon.call(
                            EXPORT,
                            List.of(stat(Stat.newBuilder().setPath("again").setMode(0644))));
            assertThat(again.getDescription()).contains("an export has failed before");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void export_whenItsNumberIsNone_isRefused() throws Exception {
        for (String number : List.of("-1", "7", "x", "99999999999999999999", "1 ")) {
            try (SessionCaller daemon =
                    caller(temp.resolve("export"))
                            .with("buildkit-attachable-exporter-id", number)) {
                Status status = daemon.call(EXPORT, List.of());
                assertThat(status.getDescription()).contains("no export has the number");
            }
        }
    }

    @Test
    void upload_whenTheSameFileIsAskedForTwice_isRefused() throws Exception {
        Files.writeString(Files.createDirectory(temp.resolve("source")).resolve("f"), "content");
        byte[] request =
                Packet.newBuilder().setType(PacketType.PACKET_REQ).setID(0).build().toByteArray();
        try (SessionCaller daemon = caller(temp.resolve("export")).with("dir-name", "source")) {
            Status status = daemon.call(UPLOAD, List.of(request, request, request));

            assertThat(status.getDescription()).contains("asks for entry 0");
        }
    }

    @Test
    void session_whateverIsSent_answersEveryCall() throws Exception {
        Files.writeString(Files.createDirectory(temp.resolve("source")).resolve("f"), "content");
        List<String> methods =
                SessionServer.methods(SessionOptions.EMPTY, List.of(new ExportSink.None()));
        Random random = random("session");
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < end) {
            String method = one(random, methods).substring(1);
            try (SessionCaller daemon = caller(temp.resolve("export")).with("dir-name", "source")) {
                List<byte[]> messages = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    byte[] garbage = new byte[random.nextInt(200)];
                    random.nextBytes(garbage);
                    messages.add(garbage);
                }
                assertOneClearWord(daemon.call(method, messages));
            }
        }
    }

    private SessionCaller caller(Path folder) throws IOException {
        SessionOptions options =
                SessionOptions.EMPTY.withDirectories(
                        List.of(new LocalDirectory("source", temp.resolve("source"))));
        return SessionCaller.of(
                connection ->
                        SessionServer.serve(
                                connection, options, List.of(new ExportSink.Directory(folder))));
    }

    private static Random random(String what) {
        long seed = Long.getLong("jbuild.seed", System.nanoTime());
        System.out.println("HostileDaemonTest " + what + ": -Djbuild.seed=" + seed);
        return new Random(seed);
    }

    private Path outside() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createDirectory(outside.resolve("empty"));
        Files.writeString(outside.resolve("file"), "untouched");
        return outside;
    }

    /** Mostly what could be, so that it gets far; and always something that must not be. */
    private static List<byte[]> packets(Random random, Path outside) {
        List<String> names = List.of("a", "b", "c", "there", "a/b", "a/b/c", "b/c", "there/x");
        List<String> bad =
                List.of(
                        "",
                        "/etc/x",
                        "../x",
                        "a/../../x",
                        "a//b",
                        ".",
                        "a/./b",
                        "x\0y",
                        "\uD800",
                        "\033[2J",
                        "n".repeat(300),
                        "a/".repeat(5000) + "a");
        List<String> targets =
                List.of(outside.toString(), "../outside", "a", "b/c", "/", "", "x\0y", "..");
        int[] kinds = {
            0, 0, 0, 1 << 31, 1 << 31, 1 << 27, 1 << 27, 1 << 26, 1 << 25, 1 << 24, 1 << 19, -1
        };
        List<byte[]> packets = new ArrayList<>();
        int count = 1 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3, 4 -> {
                    int kind = kinds[random.nextInt(kinds.length)];
                    Stat.Builder stat =
                            Stat.newBuilder()
                                    .setPath(one(random, random.nextInt(12) == 0 ? bad : names))
                                    .setMode(kind | random.nextInt(01000))
                                    .setModTime(random.nextLong())
                                    .setSize(random.nextInt(4) - random.nextInt(8) / 7);
                    if (kind == 1 << 27 || random.nextInt(5) == 0) {
                        stat.setLinkname(one(random, targets));
                    }
                    packets.add(stat(stat));
                }
                case 5, 6 ->
                        packets.add(
                                Packet.newBuilder()
                                        .setType(PacketType.PACKET_DATA)
                                        .setID(random.nextInt(8) - random.nextInt(10) / 9)
                                        .setData(ByteString.copyFrom(new byte[random.nextInt(3)]))
                                        .build()
                                        .toByteArray());
                default ->
                        packets.add(
                                Packet.newBuilder()
                                        .setTypeValue(random.nextInt(6))
                                        .setID(random.nextInt())
                                        .build()
                                        .toByteArray());
            }
            if (random.nextInt(60) == 0) {
                byte[] garbage = new byte[random.nextInt(50)];
                random.nextBytes(garbage);
                packets.add(garbage);
            }
        }
        return packets;
    }

    private static String one(Random random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] stat(Stat.Builder stat) {
        return Packet.newBuilder()
                .setType(PacketType.PACKET_STAT)
                .setStat(stat)
                .build()
                .toByteArray();
    }

    private static void assertOneClearWord(Status status) {
        if (!status.isOk()) {
            assertThat(status.getDescription())
                    .isNotEmpty()
                    .hasSizeLessThan(1000)
                    .matches(text -> text.chars().noneMatch(Character::isISOControl), "plain")
                    .matches(text -> BARE.stream().noneMatch(text::contains), "no Java");
        }
    }

    /** Nothing but files, folders and links. */
    private static void assertPlain(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            assertThat(paths)
                    .allMatch(
                            path ->
                                    Files.isSymbolicLink(path)
                                            || Files.isRegularFile(path)
                                            || Files.isDirectory(path));
        }
    }
}
