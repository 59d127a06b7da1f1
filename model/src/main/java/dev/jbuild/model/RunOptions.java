package dev.jbuild.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** How a run is done. */
public record RunOptions(Setting setting, Access access, Attempts attempts, When when) {
    /** As the steps before it say, without access to anything, once. */
    public static final RunOptions DEFAULT =
            new RunOptions(Setting.NONE, Access.NONE, Attempts.ONE, When.CHANGED);

    /** The same with other mounts. */
    public RunOptions mounting(List<Step.Copy> mounts) {
        Setting other =
                new Setting(
                        setting.env(), setting.user(), setting.workdir(), setting.tmpfs(), mounts);
        return new RunOptions(other, access, attempts, when);
    }

    /**
     * What a run finds that others do not.
     *
     * @param env variables of this run only; {@code $NAME} in a value stands for one of the target
     * @param user in place of that of the target
     * @param workdir in place of that of the target; a relative path starts there
     * @param tmpfs folders that are in memory, and in no layer
     * @param mounts files of the project and artifacts, as copies into the places where the run
     *     finds them, read only and in no layer
     */
    public record Setting(
            SequencedMap<String, String> env,
            Optional<String> user,
            Optional<String> workdir,
            List<String> tmpfs,
            List<Step.Copy> mounts) {
        public static final Setting NONE =
                new Setting(
                        new LinkedHashMap<>(Map.of()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of());

        public Setting {
            env = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(env));
            tmpfs = List.copyOf(tmpfs);
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * What a run can reach and do.
     *
     * @param ssh whether it may use the ssh agent of the user
     * @param privileged whether it runs without confinement
     */
    public record Access(List<Secret> secrets, boolean ssh, Network network, boolean privileged) {
        public static final Access NONE = new Access(List.of(), false, Network.ENGINE, false);

        public Access {
            secrets = List.copyOf(secrets);
        }
    }

    /** A secret as a run finds it. Its value is nobody's business but the run's. */
    public sealed interface Secret {
        /** The name by which the user gives the value. */
        String id();

        /** In a variable. */
        record Variable(String name, String id) implements Secret {}

        /** In a file that is in no layer; a relative path starts at the working folder. */
        record File(String path, String id) implements Secret {}
    }

    /** The network of a run. */
    public enum Network {
        /** The one that the engine has for steps. */
        ENGINE,
        /** The engine's own. */
        HOST,
        /** No network. */
        NONE
    }

    /**
     * How often and how long a run is tried.
     *
     * @param timeout after which the run has failed; a new attempt does not extend it
     * @param retries how many attempts follow a failed one at most
     */
    public record Attempts(Optional<Duration> timeout, int retries) {
        public static final Attempts ONE = new Attempts(Optional.empty(), 0);
    }

    /** When a run is done. */
    public enum When {
        /** When something changed that it depends on. */
        CHANGED,
        /** In every build. */
        ALWAYS,
        /** In every build that pushes, when all else is done. Its file system is no result. */
        ON_PUSH
    }
}
