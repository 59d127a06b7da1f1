package dev.jbuild.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How a service beside a step is run.
 *
 * @param aliases names beside its own that steps find it by
 * @param timeout after which it counts as failed when it is not ready
 */
public record ServiceOptions(List<String> aliases, Setting setting, Ready ready, Duration timeout) {
    public ServiceOptions {
        aliases = List.copyOf(aliases);
    }

    /**
     * In place of what the image says.
     *
     * @param command arguments of the image's program; empty leaves those of the image
     * @param tmpfs folders that are in memory
     */
    public record Setting(
            SequencedMap<String, String> env,
            List<String> command,
            Optional<String> user,
            List<String> tmpfs) {
        public Setting {
            env = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(env));
            command = List.copyOf(command);
            tmpfs = List.copyOf(tmpfs);
        }
    }

    /** When a service is ready for a step. */
    public sealed interface Ready {
        /** As soon as it runs. */
        record Started() implements Ready {}

        /** When it listens at a port. */
        record Tcp(int port) implements Ready {}

        /** When it answers a request well. */
        record Http(int port, String path) implements Ready {}

        /** When the health check of its image succeeds. */
        record Health() implements Ready {}

        /** When a program in it succeeds. */
        record Succeeds(Step.Command command) implements Ready {}
    }
}
