package dev.jbuild.cache.atomic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Where ids of processes mean what they mean here: a machine since its start, or a container. */
final class Here {
    /** Eight digits; where it cannot be found out, those of nobody else. */
    static final String MACHINE = machine();

    private Here() {}

    private static String machine() {
        String text;
        try {
            text =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException e) {
            text = UUID.randomUUID().toString();
        }
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
