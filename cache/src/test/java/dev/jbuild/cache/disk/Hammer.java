package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.Lookup;
import dev.jbuild.model.Digest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A program that writes and reads a cache as fast as it can, over few keys, and ends with exit code
 * 1 as soon as something is wrong. Tests run several of it at once, and kill it.
 */
final class Hammer {
    private static final int KEYS = 20;

    private final Path folder;
    private final DiskCache cache;
    private final Random random;

    Hammer(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.cache = DiskCache.open(folder, Hammer::fail);
        this.random = new Random(seed);
    }

    /** Arguments: folder of the cache, seed, rounds. */
    public static void main(String[] args) throws IOException {
        Hammer hammer = new Hammer(Path.of(args[0]), Long.parseLong(args[1]));
        System.out.println("started");
        hammer.rounds(Integer.parseInt(args[2]));
    }

    private static void fail(Damage damage) {
        throw new IllegalStateException(damage.toString());
    }

    void rounds(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int number = random.nextInt(KEYS);
            write(number);
            check(number);
            check(random.nextInt(KEYS));
        }
    }

    private void write(int number) throws IOException {
        byte[] content = content(number);
        Digest digest =
                random.nextBoolean()
                        ? cache.blobs().put(content)
                        : cache.blobs().put(new ByteArrayInputStream(content));
        cache.actions().publish(key(number), record(number, digest));
    }

    private void check(int number) throws IOException {
        // Another cache, since the memory of the first would hide what is on the disk.
        Lookup lookup = DiskCache.open(folder, Hammer::fail).actions().find(key(number));
        if (lookup instanceof Lookup.Hit(ActionRecord value, Lookup.Tier tier)) {
            Digest digest = Digest.of(content(number));
            if (!value.equals(record(number, digest)) || cache.blobs().read(digest).isEmpty()) {
                throw new IllegalStateException("wrong record of " + number + " in " + tier);
            }
        }
    }

    /** Large enough to be written in several pieces. */
    static byte[] content(int number) {
        byte[] content = new byte[100_000 + number];
        new Random(number).nextBytes(content);
        return content;
    }

    static ActionKey key(int number) {
        return new ActionKey(Digest.of(new byte[] {(byte) number}).hex());
    }

    private static ActionRecord record(int number, Digest digest) {
        return new ActionRecord(
                new TreeMap<>(Map.of("number", Integer.toString(number))), List.of(digest));
    }
}
