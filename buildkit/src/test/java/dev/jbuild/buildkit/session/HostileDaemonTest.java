package dev.jbuild.buildkit.session;

import static dev.jbuild.buildkit.testing.Packets.stat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.testing.FolderListing;
import dev.jbuild.buildkit.testing.Garbage;
import dev.jbuild.buildkit.testing.SessionCaller;
import dev.jbuild.buildkit.wire.filesync.BytesMessage;
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
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final long MOST = 1_000_000;
    private static final String EXPORT = FileSendGrpc.getDiffCopyMethod().getFullMethodName();
    private static final String UPLOAD = FileSyncGrpc.getDiffCopyMethod().getFullMethodName();

    private static final List<String> NAMES =
            List.of("a", "b", "c", "there", "a/b", "a/b/c", "b/c", "there/x");

    @TempDir Path temp;

    @Test
    void export_whateverIsSent_staysInItsFolder() throws Exception {
        Path outside = outside();
        Map<String, String> before = FolderListing.of(outside);
        var garbage = new Garbage(Garbage.random("hostile export"), NAMES, outside);
        long end = System.nanoTime() + TIME.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            Path folder = Files.createDirectory(temp.resolve("export" + round));
            Files.createSymbolicLink(folder.resolve("there"), outside);
            Files.createSymbolicLink(folder.resolve("c"), outside.resolve("file"));
            try (SessionCaller daemon = caller(folder)) {
                garbage.sendBy(daemon);
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
    void session_whenItEnds_isDoneWithWhatItTakes() throws Exception {
        SlowArchive archive = new SlowArchive();
        SessionCaller daemon =
                SessionCaller.of(
                        connection ->
                                SessionServer.serve(
                                        connection,
                                        SessionOptions.EMPTY,
                                        List.of(new ExportSink.Stream(() -> archive))));
        byte[] message =
                BytesMessage.newBuilder()
                        .setData(ByteString.copyFromUtf8("x"))
                        .build()
                        .toByteArray();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Status> call = threads.submit(() -> daemon.call(EXPORT, List.of(message)));
            archive.begun.await();

            daemon.close();

            assertThat(archive.isWritten).isTrue();
            assertThat(archive.isClosed).isTrue();
            assertThat(call.get().isOk()).isFalse();
        }
    }

    private static final class SlowArchive extends OutputStream {
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile boolean isWritten;
        private volatile boolean isClosed;

        @Override
        public void write(int b) throws IOException {
            begun.countDown();
            try {
                Thread.sleep(Duration.ofMillis(200));
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            isWritten = true;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void session_whateverIsSent_answersEveryCall() throws Exception {
        Files.writeString(Files.createDirectory(temp.resolve("source")).resolve("f"), "content");
        List<String> methods =
                SessionServer.methods(SessionOptions.EMPTY, List.of(new ExportSink.None()));
        Random random = Garbage.random("hostile session");
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
                Garbage.assertOneClearWord(daemon.call(method, messages));
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
                                connection,
                                options,
                                List.of(new ExportSink.Directory(folder, MOST))));
    }

    private Path outside() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createDirectory(outside.resolve("empty"));
        Files.writeString(outside.resolve("file"), "untouched");
        return outside;
    }

    private static String one(Random random, List<String> list) {
        return list.get(random.nextInt(list.size()));
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
