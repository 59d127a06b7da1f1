package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;

import dev.jbuild.buildkit.llb.Sha256;
import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.fsutil.Packet;
import dev.jbuild.buildkit.wire.fsutil.Packet.PacketType;
import dev.jbuild.buildkit.wire.fsutil.Stat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One transfer of a directory: the listing first, each entry known by its position in it, and at
 * the same time the files that the daemon asks for.
 */
final class Upload implements StreamObserver<byte[]> {

    private static final int PIECE = 32 << 10;
    private static final int FILES_AT_ONCE = 4;

    private final LocalDirectory directory;
    private final Outbox<Packet> outbox;
    private final Sent sent = new Sent();
    private final Semaphore files = new Semaphore(FILES_AT_ONCE, true);

    Upload(LocalDirectory directory, Outbox<Packet> outbox) {
        this.directory = directory;
        this.outbox = outbox;
    }

    /** Walks the directory; blocks until all of the listing is on its way. */
    void sendListing() {
        try {
            List<LocalDirectory.Part> parts = new ArrayList<>(directory.parts());
            parts.sort(Comparator.comparing(LocalDirectory.Part::folder, Utf8Order.NAMES));
            for (LocalDirectory.Part part : parts) {
                sendListing(part);
            }
            outbox.send(Packet.newBuilder().setType(PacketType.PACKET_STAT).build());
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void sendListing(LocalDirectory.Part part) throws IOException {
        String folder = part.folder();
        if (!folder.isEmpty()) {
            list(UnixStat.folder(folder), Optional.empty());
        }
        DirectoryWalk.of(part).walk((file, stat) -> list(part, file, stat));
    }

    private void list(LocalDirectory.Part part, Path file, Stat stat) throws IOException {
        part.witness().listed(UnixStat.entry(stat));
        list(
                part.folder().isEmpty() ? stat : UnixStat.in(part.folder(), stat),
                UnixStat.isRegular(stat)
                        ? Optional.of(new Entry(part, stat.getPath(), file, stat.getSize()))
                        : Optional.empty());
    }

    private void list(Stat stat, Optional<Entry> entry) throws IOException {
        // Before the packet, for the answer may come at once.
        sent.add(entry);
        outbox.send(Packet.newBuilder().setType(PacketType.PACKET_STAT).setStat(stat).build());
    }

    @Override
    public void onNext(byte[] message) {
        try {
            take(Packet.parseFrom(message));
        } catch (InvalidProtocolBufferException e) {
            fail(e);
        }
    }

    private void take(Packet packet) {
        switch (packet.getType()) {
            // Never wait in here: gRPC tells us that there is room again on this very thread.
            case PACKET_REQ -> {
                int id = packet.getID();
                Optional<Entry> entry = sent.take(id);
                if (entry.isEmpty()) {
                    fail(
                            new IOException(
                                    "the daemon asks for entry "
                                            + id
                                            + ", which is no file or was asked for before"));
                } else {
                    Threads.VIRTUAL.execute(() -> sendInTurn(id, entry.get()));
                }
            }
            case PACKET_FIN -> {
                // The daemon waits for our answer.
                directory.parts().forEach(part -> part.witness().received());
                try {
                    outbox.sendNow(Packet.newBuilder().setType(PacketType.PACKET_FIN).build());
                    outbox.complete();
                } catch (IOException e) {
                    fail(e);
                }
            }
            case PACKET_ERR ->
                    fail(
                            new IOException(
                                    "the daemon says: "
                                            + SafePaths.shown(packet.getData().toStringUtf8())));
            case PACKET_STAT, PACKET_DATA, UNRECOGNIZED ->
                    fail(new IOException("unexpected packet " + packet.getType()));
        }
    }

    @Override
    public void onError(Throwable failure) {
        outbox.abandon();
    }

    @Override
    public void onCompleted() {
        outbox.complete();
    }

    private void sendInTurn(int id, Entry entry) {
        files.acquireUninterruptibly();
        try {
            sendFile(id, entry);
        } finally {
            files.release();
        }
    }

    private void sendFile(int id, Entry entry) {
        try {
            Optional<Consumer<byte[]>> asked = entry.part().witness().sending(entry.path());
            Optional<MessageDigest> sha256 = asked.map(_ -> Sha256.begin());
            sendContent(id, entry, sha256);
            asked.ifPresent(taker -> taker.accept(sha256.orElseThrow().digest()));
            outbox.send(data(id, ByteString.EMPTY));
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void sendContent(int id, Entry entry, Optional<MessageDigest> sha256)
            throws IOException {
        // One more than there should be shows the end at the first attempt.
        int room = (int) Math.min(PIECE, entry.size() + 1);
        try (InputStream in = Files.newInputStream(entry.file())) {
            while (true) {
                // A new array for each piece: it travels without being copied.
                byte[] piece = new byte[room];
                int size = in.readNBytes(piece, 0, room);
                if (size > 0) {
                    sha256.ifPresent(digest -> digest.update(piece, 0, size));
                    outbox.send(data(id, UnsafeByteOperations.unsafeWrap(piece, 0, size)));
                }
                if (size < room) {
                    return;
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException(entry.file() + " vanished while it was being sent", e);
        }
    }

    private static Packet data(int id, ByteString piece) {
        return Packet.newBuilder().setType(PacketType.PACKET_DATA).setID(id).setData(piece).build();
    }

    private void fail(Exception failure) {
        String message = "sending " + roots() + ": " + failure.getMessage();
        outbox.fail(
                Status.INTERNAL.withDescription(message).withCause(failure).asRuntimeException());
    }

    private String roots() {
        return directory.parts().stream()
                .map(part -> part.root().toString())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /**
     * A file.
     *
     * @param path in the directory of this machine that it is from
     * @param size as it was listed
     */
    private record Entry(LocalDirectory.Part part, String path, Path file, long size) {}

    /** The entries listed so far, by position. */
    private static final class Sent {

        private final List<Optional<Entry>> entries = new ArrayList<>();

        synchronized void add(Optional<Entry> entry) {
            entries.add(entry);
        }

        /** Each can be had once. */
        synchronized Optional<Entry> take(int id) {
            return id >= 0 && id < entries.size()
                    ? entries.set(id, Optional.empty())
                    : Optional.empty();
        }
    }
}
