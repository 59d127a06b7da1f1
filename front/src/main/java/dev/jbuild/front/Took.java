package dev.jbuild.front;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** How long a user has been waiting. */
public final class Took {
    /** Of the times in {@code /proc}, per second, on every architecture. */
    private static final int TICKS = 100;

    /** Where the time of the start stands, counted behind the name of the program. */
    private static final int START = 20;

    private Took() {}

    /**
     * When this process began: with the launcher, which becomes the program. Java's own answer is
     * exact to a second only.
     *
     * @param now what is said where the system does not tell
     */
    public static Instant processStart(Instant now) {
        return processStart(Path.of("/proc/self"), now);
    }

    /**
     * When a process began.
     *
     * @param process its folder in {@code /proc}
     * @param now what is said where the system does not tell
     */
    public static Instant processStart(Path process, Instant now) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            long start = Long.parseLong(word(stat.substring(stat.lastIndexOf(')')), START));
            String uptime = word(Files.readString(Path.of("/proc/uptime")), 0);
            long millis = (long) (Double.parseDouble(uptime) * 1000) - start * 1000 / TICKS;
            return now.minusMillis(Math.max(0, millis));
        } catch (IOException | RuntimeException e) {
            return now;
        }
    }

    private static String word(String text, int number) {
        int start = 0;
        for (int i = 0; i < number; i++) {
            start = text.indexOf(' ', start) + 1;
        }
        return text.substring(start, text.indexOf(' ', start));
    }

    /** {@code 0.4s}; what takes minutes is not answered here. */
    static String text(long millis) {
        long tenths = (millis + 50) / 100;
        return tenths / 10 + "." + tenths % 10 + "s";
    }
}
