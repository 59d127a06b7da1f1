package dev.jbuild.front.standby;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A process that wants to know something, as the system tells of it at one time.
 *
 * @param process its folder in {@code /proc}
 * @param workingFolder with links resolved
 * @param environment as Java would have it in this process. Of the variables that a shell changes
 *     with each command it is not known what a command of that shell would see
 */
public record Caller(Path process, Path workingFolder, Map<String, String> environment) {
    /** What no variable can hold. */
    private static final String UNKNOWN = "\0";

    public Caller {
        environment = Map.copyOf(environment);
    }

    /**
     * Looks at a process.
     *
     * @param process its folder in {@code /proc}
     */
    public static Caller of(Path process) throws IOException {
        return new Caller(
                process,
                Files.readSymbolicLink(process.resolve("cwd")),
                environment(Files.readAllBytes(process.resolve("environ"))));
    }

    private static Map<String, String> environment(byte[] all) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : new String(all, StandardCharsets.UTF_8).split("\0", -1)) {
            // A name may begin with the sign that ends it.
            int equals = variable.indexOf('=', 1);
            if (equals > 0) {
                environment.putIfAbsent(
                        variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        for (String name : Circumstances.PASSING) {
            environment.put(name, UNKNOWN);
        }
        return environment;
    }

    /**
     * Its circumstances.
     *
     * @param program what says which jbuild it belongs to
     */
    public Circumstances circumstances(String program) throws IOException {
        return Circumstances.of(process, workingFolder, environment, program);
    }
}
