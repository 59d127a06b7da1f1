package dev.jbuild.buildkit.testing;

import dev.jbuild.buildkit.wire.fsutil.Packet;
import dev.jbuild.buildkit.wire.fsutil.Packet.PacketType;
import dev.jbuild.buildkit.wire.fsutil.Stat;

/** What a daemon sends of an export. */
public final class Packets {
    private Packets() {}

    /** An entry of its list. */
    public static byte[] stat(Stat.Builder stat) {
        return Packet.newBuilder()
                .setType(PacketType.PACKET_STAT)
                .setStat(stat)
                .build()
                .toByteArray();
    }
}
