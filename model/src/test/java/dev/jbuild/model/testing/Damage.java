package dev.jbuild.model.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * What becomes of files on bad disks, and in the hands of those who mean harm.
 *
 * <p>{@code -Djbuild.fuzz.seconds=600} for more of it, {@code -Djbuild.seed=…} to repeat one.
 */
public final class Damage {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("jbuild.fuzz.seconds", 1));

    /** As lengths and counts, which are not to be believed. */
    private static final int[] LIES = {
        Integer.MAX_VALUE, Integer.MAX_VALUE - 8, Integer.MIN_VALUE, -1, 1 << 30, 1 << 26, 0
    };

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a reader may need beside what it reads: classes that it meets for the first time. */
    private static final long LITTLE = 16 << 20;

    private static final int TIMES = 100;

    private final long seed = Long.getLong("jbuild.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private Damage() {}

    /** Tells what to think of damaged bytes. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] damaged) throws Exception;
    }

    /** Puts other bytes in the place of those that come last, such as a checksum that is right. */
    @FunctionalInterface
    public interface Seal {
        byte[] on(byte[] damaged);
    }

    /**
     * Has a file read in many damaged forms, none of which is the file itself. The reader has to
     * come to an end, without an exception, and without memory for what is said to be there.
     *
     * @param seal what somebody does who means harm, for damage not to be seen at once
     */
    public static void everywhere(byte[] good, Seal seal, Reader reader) {
        Damage damage = new Damage();
        long end = System.nanoTime() + TIME.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            byte[] damaged = seal.on(damage.of(good));
            if (!Arrays.equals(good, damaged)) {
                damage.read(damaged, reader, "round " + round + " of -Djbuild.seed=" + damage.seed);
            }
        }
    }

    private void read(byte[] damaged, Reader reader, String which) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reader.read(damaged);
        } catch (Exception | AssertionError | OutOfMemoryError e) {
            throw new AssertionError(which + ": " + e, e);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("memory, %s", which)
                .isLessThan(LITTLE + (long) TIMES * damaged.length);
    }

    private byte[] of(byte[] good) {
        byte[] bytes = good.clone();
        switch (random.nextInt(6)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
            case 3 -> {
                bytes = new byte[random.nextInt(2 * bytes.length)];
                random.nextBytes(bytes);
            }
            case 4 -> {
                int from = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length);
                int length = random.nextInt(bytes.length - Math.max(from, to));
                System.arraycopy(good, from, bytes, to, length);
            }
            default -> {
                for (int i = random.nextInt(3); i >= 0 && bytes.length >= Integer.BYTES; i--) {
                    int place = random.nextInt(bytes.length - Integer.BYTES + 1);
                    ByteBuffer.wrap(bytes).putInt(place, LIES[random.nextInt(LIES.length)]);
                }
            }
        }
        return bytes;
    }
}
