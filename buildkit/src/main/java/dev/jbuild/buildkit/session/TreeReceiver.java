package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.fsutil.Packet;
import dev.jbuild.buildkit.wire.fsutil.Packet.PacketType;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Receives an exported directory: the mirror image of {@link Upload}. Every regular file is asked
 * for; when all have come we say so, and the daemon answers in kind.
 *
 * <p>Not for all of them at once. A daemon keeps a queue of 128 for those that have to wait. When
 * an export breaks off, by a refusal or because we go, nobody takes from that queue any more, and
 * whoever puts the next one in waits for ever, with the build and all that it holds (in {@code
 * queue} of fsutil's send.go, of BuildKit 0.8 as of the newest).
 */
final class TreeReceiver implements FileSendService.Receiver {

    private static final int MOST_ASKED_FOR = 128;

    private final IncomingTree tree;
    private final Outbox<byte[]> outbox;
    private int nextId;

    /** Files whose turn to be asked for comes when others are here. */
    private final Queue<Integer> waiting = new ArrayDeque<>();

    /** Files that were asked for and are not here yet; none is waiting when there are none. */
    private int askedFor;

    private boolean listed;
    private boolean finished;

    TreeReceiver(IncomingTree tree, Outbox<byte[]> outbox) {
        this.tree = tree;
        this.outbox = outbox;
    }

    @Override
    public void take(byte[] message) throws IOException {
        Packet packet = Packet.parseFrom(message);
        switch (packet.getType()) {
            case PACKET_STAT -> {
                if (packet.hasStat()) {
                    int id = nextId++;
                    if (tree.create(id, packet.getStat())) {
                        waiting.add(id);
                        ask();
                    }
                } else {
                    listed = true;
                    finishIfComplete();
                }
            }
            case PACKET_DATA -> {
                if (packet.getData().isEmpty()) {
                    tree.complete(packet.getID());
                    askedFor--;
                    ask();
                    finishIfComplete();
                } else {
                    tree.append(packet.getID(), packet.getData());
                }
            }
            case PACKET_FIN -> {
                if (!finished) {
                    throw brokenOff();
                }
            }
            case PACKET_ERR ->
                    throw new BrokenOffException(
                            "the daemon says: " + SafePaths.shown(packet.getData().toStringUtf8()));
            case PACKET_REQ, UNRECOGNIZED ->
                    throw new IOException("unexpected packet " + packet.getType());
        }
    }

    @Override
    public void finish() throws IOException {
        if (!finished) {
            throw brokenOff();
        }
    }

    private static BrokenOffException brokenOff() {
        return new BrokenOffException("the daemon ended an export before all of it was sent");
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }

    private void ask() throws IOException {
        while (askedFor < MOST_ASKED_FOR && !waiting.isEmpty()) {
            askedFor++;
            send(Packet.newBuilder().setType(PacketType.PACKET_REQ).setID(waiting.remove()));
        }
    }

    private void finishIfComplete() throws IOException {
        if (listed && askedFor == 0 && !finished) {
            tree.finish();
            finished = true;
            send(Packet.newBuilder().setType(PacketType.PACKET_FIN));
        }
    }

    private void send(Packet.Builder packet) throws IOException {
        outbox.sendNow(packet.build().toByteArray());
    }
}
