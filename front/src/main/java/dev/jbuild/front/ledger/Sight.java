package dev.jbuild.front.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the system's {@code find} says of some folders and of all that lies directly in them. A JVM
 * that has just started takes five times as long to look at as many files, and a text is compared
 * as a whole. {@link Witness} knows what it means.
 *
 * @param folders their paths, at least one
 * @param said a record for each folder and, behind it, for each of its entries; a character stands
 *     for a byte. Of what is a folder itself there are no times: they tell of what lies in it
 */
record Sight(List<String> folders, String said) {
    /**
     * How an entry is written. The path below the folder comes last, and ends with a NUL, which no
     * path has. A folder that is asked for is followed where it is a link, as listing it does.
     */
    private static final List<String> QUESTION =
            List.of(
                    "-maxdepth",
                    "1",
                    "-type",
                    "d",
                    "-printf",
                    "%y %m %P\\0",
                    "-o",
                    "-printf",
                    "%y %m %s %T@ %C@ %i %P\\0%l\\0");

    /** What fits into a pipe. */
    private static final int CHUNK = 64 * 1024;

    Sight {
        folders = List.copyOf(folders);
    }

    /** What is to be seen now; empty when {@code find} cannot be asked, or not in this way. */
    static Optional<Sight> of(List<String> folders) throws InterruptedException {
        try {
            Process find = ask(folders);
            byte[] said;
            try (InputStream out = find.getInputStream()) {
                said = out.readAllBytes();
            }
            return find.waitFor() == 0
                    ? Optional.of(new Sight(folders, new String(said, StandardCharsets.ISO_8859_1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the same is to be seen now. */
    boolean isStillSo() throws IOException, InterruptedException {
        byte[] before = said.getBytes(StandardCharsets.ISO_8859_1);
        Process find = ask(folders);
        try (InputStream out = find.getInputStream()) {
            byte[] now = new byte[CHUNK];
            int same = 0;
            for (int read = out.read(now); read >= 0; read = out.read(now)) {
                if (read > before.length - same
                        || !Arrays.equals(now, 0, read, before, same, same + read)) {
                    find.destroy();
                    return false;
                }
                same += read;
            }
            return same == before.length && find.waitFor() == 0;
        }
    }

    private static Process ask(List<String> folders) throws IOException {
        List<String> command = new ArrayList<>(folders.size() + QUESTION.size() + 2);
        command.add("find");
        command.add("-H");
        command.addAll(folders);
        command.addAll(QUESTION);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        // Of which the decimal point depends.
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
