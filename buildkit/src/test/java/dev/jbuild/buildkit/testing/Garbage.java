package dev.jbuild.buildkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.filesync.FileSendGrpc;
import dev.jbuild.buildkit.wire.fsutil.Packet;
import dev.jbuild.buildkit.wire.fsutil.Packet.PacketType;
import dev.jbuild.buildkit.wire.fsutil.Stat;

import io.grpc.Status;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Exports of a daemon that means harm. Mostly what could be, so that it gets far, and what must not
 * be in between.
 */
public final class Garbage {
    private static final String EXPORT = FileSendGrpc.getDiffCopyMethod().getFullMethodName();
    private static final int DIRECTORY = 1 << 31;
    private static final int SYMLINK = 1 << 27;

    private static final int[] SOUND = {0, 0, DIRECTORY, SYMLINK};

    /** With devices, pipes, sockets and what is nothing. */
    private static final int[] KINDS = {
        0, 0, 0, DIRECTORY, DIRECTORY, SYMLINK, SYMLINK, 1 << 26, 1 << 25, 1 << 24, 1 << 19, -1
    };

    private static final List<String> BAD =
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

    /** That Java has words for, and people have not. */
    private static final List<String> BARE =
            List.of(
                    "Exception",
                    "null",
                    "java.",
                    "Nul character",
                    "index out of",
                    "Index ",
                    "out of bounds");

    private final Random random;
    private final List<String> names;
    private final List<String> targets;

    /**
     * @param names of what is sent, mostly; first that of a folder
     * @param outside where links lead to
     */
    public Garbage(Random random, List<String> names, Path outside) {
        this.random = random;
        this.names = List.copyOf(names);
        this.targets =
                List.of(
                        outside.toString(),
                        "../outside",
                        names.getFirst(),
                        names.getLast(),
                        "/",
                        "",
                        "x\0y",
                        "..");
    }

    /** Chance, told so that it can be had again. */
    public static Random random(String what) {
        long seed = Long.getLong("jbuild.seed", System.nanoTime());
        System.out.println(what + ": -Djbuild.seed=" + seed);
        return new Random(seed);
    }

    /**
     * Sends one export.
     *
     * @return whether it was taken; else the refusal was told in words of ours
     */
    public boolean sendBy(SessionCaller daemon) throws Exception {
        Status status = daemon.call(EXPORT, random.nextBoolean() ? heap() : whole());
        assertOneClearWord(status);
        return status.isOk();
    }

    private List<byte[]> heap() {
        List<byte[]> packets = new ArrayList<>();
        int count = 1 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            packets.add(
                    switch (random.nextInt(8)) {
                        case 0, 1, 2, 3, 4 -> bytes(stat(KINDS));
                        case 5, 6 -> bytes(data(random.nextInt(8) - random.nextInt(10) / 9));
                        default ->
                                bytes(
                                        Packet.newBuilder()
                                                .setTypeValue(random.nextInt(6))
                                                .setID(random.nextInt()));
                    });
            if (random.nextInt(60) == 0) {
                byte[] garbage = new byte[random.nextInt(50)];
                random.nextBytes(garbage);
                packets.add(garbage);
            }
        }
        return packets;
    }

    /** Begins with a folder, and comes to its end if nothing in it is refused. */
    private List<byte[]> whole() {
        List<byte[]> packets = new ArrayList<>();
        Set<String> told = new HashSet<>();
        int count = 1 + random.nextInt(6);
        for (int id = 0; id < count; id++) {
            Packet.Builder packet = stat(random.nextInt(8) == 0 ? KINDS : SOUND);
            if (id == 0) {
                packet.getStatBuilder().setPath(names.getFirst()).setMode(DIRECTORY | 0755);
            }
            Stat stat = packet.getStat();
            if (!told.add(stat.getPath()) && random.nextInt(8) != 0) {
                id--;
                continue;
            }
            packets.add(bytes(packet));
            if (stat.getMode() >>> 9 == 0 && stat.getLinkname().isEmpty()) {
                if (stat.getSize() > 0) {
                    byte[] content = new byte[(int) stat.getSize()];
                    packets.add(bytes(data(id).setData(ByteString.copyFrom(content))));
                }
                packets.add(bytes(data(id).clearData()));
            }
        }
        packets.add(bytes(Packet.newBuilder().setType(PacketType.PACKET_STAT)));
        return packets;
    }

    private Packet.Builder stat(int[] kinds) {
        int kind = kinds[random.nextInt(kinds.length)];
        Stat.Builder stat =
                Stat.newBuilder()
                        .setPath(one(random.nextInt(12) == 0 ? BAD : names))
                        .setMode(kind | random.nextInt(01000))
                        .setModTime(random.nextLong())
                        .setSize(random.nextInt(4) - random.nextInt(8) / 7);
        if (kind == SYMLINK || random.nextInt(5) == 0) {
            stat.setLinkname(one(targets));
        }
        return Packet.newBuilder().setType(PacketType.PACKET_STAT).setStat(stat);
    }

    private Packet.Builder data(int id) {
        return Packet.newBuilder()
                .setType(PacketType.PACKET_DATA)
                .setID(id)
                .setData(ByteString.copyFrom(new byte[random.nextInt(3)]));
    }

    private String one(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] bytes(Packet.Builder packet) {
        return packet.build().toByteArray();
    }

    /** A call went well, or its end is told in words of ours. */
    public static void assertOneClearWord(Status status) {
        if (!status.isOk()) {
            assertThat(status.getDescription())
                    .isNotEmpty()
                    .hasSizeLessThan(1000)
                    .matches(text -> text.chars().noneMatch(Character::isISOControl), "plain")
                    .matches(text -> BARE.stream().noneMatch(text::contains), "no Java");
        }
    }
}
