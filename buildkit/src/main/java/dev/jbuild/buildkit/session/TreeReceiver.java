package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.fsutil.Packet;
import dev.jbuild.buildkit.wire.fsutil.Packet.PacketType;

import java.io.IOException;

/**
 * Receives an exported directory: the mirror image of {@link Upload}. Every regular file is asked
 * for; when all have come we say so, and the daemon answers in kind.
 */
final class TreeReceiver implements FileSendService.Receiver {

    private final IncomingTree tree;
    private final Outbox<byte[]> outbox;
    private int nextId;
    private int missing;
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
                        missing++;
                        send(Packet.newBuilder().setType(PacketType.PACKET_REQ).setID(id));
                    }
                } else {
                    listed = true;
                    finishIfComplete();
                }
            }
            case PACKET_DATA -> {
                if (packet.getData().isEmpty()) {
                    tree.complete(packet.getID());
                    missing--;
                    finishIfComplete();
                } else {
                    tree.append(packet.getID(), packet.getData());
                }
            }
            case PACKET_FIN -> {
                if (!finished) {
                    throw new IOException("the daemon ended an export before all of it was sent");
                }
            }
            case PACKET_ERR ->
                    throw new IOException(
                            "the daemon says: " + SafePaths.shown(packet.getData().toStringUtf8()));
            case PACKET_REQ, UNRECOGNIZED ->
                    throw new IOException("unexpected packet " + packet.getType());
        }
    }

    @Override
    public void finish() throws IOException {
        if (!finished) {
            throw new IOException("the daemon ended an export before all of it was sent");
        }
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }

    private void finishIfComplete() throws IOException {
        if (listed && missing == 0 && !finished) {
            tree.finish();
            finished = true;
            send(Packet.newBuilder().setType(PacketType.PACKET_FIN));
        }
    }

    private void send(Packet.Builder packet) throws IOException {
        outbox.sendNow(packet.build().toByteArray());
    }
}
