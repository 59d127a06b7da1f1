package dev.jbuild.cache.file;

import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.model.Digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The index as it lies on disk, looked up in place: a build that asks for ten files of a project of
 * a hundred thousand does not wait for the others. Safe for use by many threads.
 *
 * <p>Big-endian: the magic number, the number of files, for each slot where its entry begins or 0,
 * the entries, the CRC-32C of all that. An entry is in the first free slot from where the hash of
 * its path leads. It is that hash, the path in UTF-8 behind its length, mode, size, modification
 * time, change time, inode, and the 32 bytes of the digest.
 */
final class FileIndex {
    /** Change it along with the format: an index of another form is as good as none. */
    private static final int MAGIC = 0x6A624632;

    /** Beyond this many files, those that nobody has asked for are forgotten. */
    private static final int CAPACITY = 500_000;

    /** Where the slots begin. */
    private static final int SLOTS = 2 * Integer.BYTES;

    /** Where the path begins in an entry. */
    private static final int PATH = 2 * Integer.BYTES;

    private static final int DIGEST = 32;
    private static final int BEHIND_PATH = Short.BYTES + 4 * Long.BYTES + DIGEST;
    private static final int CHECKSUM = Long.BYTES;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final int count;
    private final int slots;

    /** Whether somebody has asked for what is in the slot. */
    private final boolean[] asked;

    private FileIndex(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
        this.count = buffer.getInt(Integer.BYTES);
        this.slots = slots(count);
        this.asked = new boolean[slots];
    }

    static FileIndex empty() {
        return new FileIndex(write(List.of()));
    }

    /** Empty when the bytes are no index of this form, or damaged. */
    static Optional<FileIndex> read(byte[] bytes) {
        int length = bytes.length - CHECKSUM;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return length >= SLOTS
                        && in.getInt() == MAGIC
                        && in.getLong(length) == checksum(bytes, length)
                ? Optional.of(new FileIndex(bytes))
                : Optional.empty();
    }

    /** What is known of a file. */
    Optional<KnownFile> find(String path) {
        byte[] name = name(path);
        int slot = slot(path.hashCode(), name);
        if (slot < 0) {
            return Optional.empty();
        }
        asked[slot] = true;
        return Optional.of(known(entry(slot) + PATH + name.length));
    }

    /** In its form on disk, with these files in place of what it has of them. */
    byte[] with(Map<String, KnownFile> changes) {
        List<ByteBuffer> entries = new ArrayList<>();
        boolean[] replaced = new boolean[slots];
        changes.forEach(
                (path, file) -> {
                    byte[] name = name(path);
                    int slot = slot(path.hashCode(), name);
                    if (slot >= 0) {
                        replaced[slot] = true;
                    }
                    entries.add(entry(path.hashCode(), name, file));
                });
        boolean full = count + entries.size() > CAPACITY;
        for (int slot = 0; slot < slots; slot++) {
            int entry = entry(slot);
            if (entry != 0 && !replaced[slot] && (asked[slot] || !full)) {
                entries.add(buffer.slice(entry, length(entry)));
            }
        }
        return write(entries);
    }

    /** The slot of a path, negative when it is in none. */
    private int slot(int hash, byte[] name) {
        int slot = home(hash, slots);
        for (int entry = entry(slot); entry != 0; entry = entry(slot)) {
            if (buffer.getInt(entry) == hash && isOf(entry, name)) {
                return slot;
            }
            slot = next(slot, slots);
        }
        return -1;
    }

    private boolean isOf(int entry, byte[] name) {
        int path = entry + PATH;
        return buffer.getInt(entry + Integer.BYTES) == name.length
                && Arrays.equals(bytes, path, path + name.length, name, 0, name.length);
    }

    private KnownFile known(int behindPath) {
        ByteBuffer in = buffer.duplicate().position(behindPath);
        FileStat stat =
                new FileStat(
                        Kind.FILE,
                        in.getShort(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong());
        int digest = in.position();
        String hex = HexFormat.of().formatHex(bytes, digest, digest + DIGEST);
        return new KnownFile(stat, new Digest(hex));
    }

    private int entry(int slot) {
        return buffer.getInt(SLOTS + slot * Integer.BYTES);
    }

    private int length(int entry) {
        return PATH + buffer.getInt(entry + Integer.BYTES) + BEHIND_PATH;
    }

    private static byte[] name(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    /** A power of two. At most half of them are taken, so that what is looked for is near. */
    private static int slots(int count) {
        return Integer.highestOneBit(count + 1) * 4;
    }

    private static int home(int hash, int slots) {
        return (hash ^ hash >>> 16) & (slots - 1);
    }

    private static int next(int slot, int slots) {
        return slot + 1 & (slots - 1);
    }

    private static ByteBuffer entry(int hash, byte[] name, KnownFile file) {
        FileStat stat = file.stat();
        return ByteBuffer.allocate(PATH + name.length + BEHIND_PATH)
                .putInt(hash)
                .putInt(name.length)
                .put(name)
                .putShort((short) stat.mode())
                .putLong(stat.size())
                .putLong(stat.modifiedNanos())
                .putLong(stat.changedNanos())
                .putLong(stat.inode())
                .put(HexFormat.of().parseHex(file.digest().hex()))
                .flip();
    }

    private static byte[] write(List<ByteBuffer> entries) {
        int slots = slots(entries.size());
        int begin = SLOTS + slots * Integer.BYTES;
        int size = entries.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer out =
                ByteBuffer.allocate(begin + size + CHECKSUM).putInt(MAGIC).putInt(entries.size());
        out.position(begin);
        for (ByteBuffer entry : entries) {
            int slot = home(entry.getInt(0), slots);
            while (out.getInt(SLOTS + slot * Integer.BYTES) != 0) {
                slot = next(slot, slots);
            }
            out.putInt(SLOTS + slot * Integer.BYTES, out.position());
            out.put(entry);
        }
        out.putLong(checksum(out.array(), out.position()));
        return out.array();
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
