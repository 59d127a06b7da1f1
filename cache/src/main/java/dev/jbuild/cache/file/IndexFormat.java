package dev.jbuild.cache.file;

import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.model.Digest;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The index on disk, big-endian: the magic number, the count, the entries by ascending path, the
 * CRC-32C of all that. An entry is how many characters its path shares with the one before, the
 * rest of the path in UTF-8 behind its length, mode, size, modification time, change time, inode,
 * and the 32 bytes of the digest.
 */
final class IndexFormat {
    /** Change it along with the format: an index of another form is as good as none. */
    private static final int MAGIC = 0x6A624631;

    /** Beyond this many files, those that the last build did not look at are forgotten. */
    private static final int CAPACITY = 500_000;

    private static final int CHECKSUM = Long.BYTES;

    private IndexFormat() {}

    static byte[] write(Map<String, KnownFile> files, Set<String> seen) {
        boolean full = files.size() > CAPACITY;
        List<Map.Entry<String, KnownFile>> entries =
                files.entrySet().stream()
                        .filter(file -> !full || seen.contains(file.getKey()))
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(entries.size() * 128 + 16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(entries.size());
            String before = "";
            for (Map.Entry<String, KnownFile> file : entries) {
                entry(out, before, file.getKey(), file.getValue());
                before = file.getKey();
            }
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Empty when the bytes are no index of this form, or damaged. */
    static Optional<Map<String, KnownFile>> read(byte[] bytes) {
        int length = bytes.length - CHECKSUM;
        if (length < 2 * Integer.BYTES
                || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
            return Optional.empty();
        }
        try {
            return entries(ByteBuffer.wrap(bytes, 0, length));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static void entry(DataOutputStream out, String before, String path, KnownFile file)
            throws IOException {
        int shared = sharedLength(before, path);
        byte[] rest = path.substring(shared).getBytes(StandardCharsets.UTF_8);
        FileStat stat = file.stat();
        out.writeInt(shared);
        out.writeInt(rest.length);
        out.write(rest);
        out.writeShort(stat.mode());
        out.writeLong(stat.size());
        out.writeLong(stat.modifiedNanos());
        out.writeLong(stat.changedNanos());
        out.writeLong(stat.inode());
        out.write(HexFormat.of().parseHex(file.digest().hex()));
    }

    private static Optional<Map<String, KnownFile>> entries(ByteBuffer in) {
        if (in.getInt() != MAGIC) {
            return Optional.empty();
        }
        int count = in.getInt();
        Map<String, KnownFile> files = HashMap.newHashMap(count);
        byte[] hash = new byte[32];
        String before = "";
        for (int i = 0; i < count; i++) {
            int shared = in.getInt();
            byte[] rest = new byte[in.getInt()];
            in.get(rest);
            String path = before.substring(0, shared) + new String(rest, StandardCharsets.UTF_8);
            FileStat stat =
                    new FileStat(
                            Kind.FILE,
                            in.getShort(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong());
            in.get(hash);
            files.put(path, new KnownFile(stat, new Digest(HexFormat.of().formatHex(hash))));
            before = path;
        }
        return Optional.of(files);
    }

    private static int sharedLength(String a, String b) {
        int mismatch = Arrays.mismatch(a.toCharArray(), b.toCharArray());
        int shared = mismatch < 0 ? a.length() : mismatch;
        // A pair of surrogates has no UTF-8 form when it is cut in two.
        return shared > 0 && Character.isHighSurrogate(b.charAt(shared - 1)) ? shared - 1 : shared;
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
