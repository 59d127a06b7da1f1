package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.OpDigest;

import org.jspecify.annotations.Nullable;

import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a build, or a part of it, did not come about. */
public sealed class BuildkitException extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    private BuildkitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }

    /** Whether a program failed, whose own words the message may have in it. */
    public boolean isOfProgram() {
        return false;
    }

    /** An operation failed. */
    public static final class StepFailed extends BuildkitException {

        @Serial private static final long serialVersionUID = 1L;

        private final @Nullable String vertex;
        private final @Nullable Integer exitCode;
        private final transient List<Ref> mounts;

        StepFailed(
                String message,
                @Nullable OpDigest vertex,
                @Nullable Integer exitCode,
                List<Ref> mounts,
                @Nullable Throwable cause) {
            super(message, cause);
            this.vertex = vertex == null ? null : vertex.value();
            this.exitCode = exitCode;
            this.mounts = List.copyOf(mounts);
        }

        /**
         * How a program left each of its mounts, in their order, for {@link Gateway#open}; {@link
         * Ref#SCRATCH} where there is nothing to be had. Empty when the daemon does not keep it, or
         * it was no program that failed. They are gone when the build has ended.
         */
        public List<Ref> mounts() {
            return mounts;
        }

        /** Which operation; unknown when the daemon does not tell and several failed. */
        public Optional<OpDigest> vertex() {
            return Optional.ofNullable(vertex).map(OpDigest::new);
        }

        /**
         * What the program exited with; unknown when none did. 255 is also the daemon's word for
         * "unknown".
         */
        public OptionalInt exitCode() {
            return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
        }

        @Override
        public boolean isOfProgram() {
            return exitCode != null;
        }
    }

    /** An image, a file or a directory is not there. */
    public static final class NotFound extends BuildkitException {

        @Serial private static final long serialVersionUID = 1L;

        private final String what;

        NotFound(String what, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.what = what;
        }

        /** The name that was asked for. */
        public String what() {
            return what;
        }
    }

    /** No daemon answers at the endpoint, or the connection broke. */
    public static final class Unreachable extends BuildkitException {

        @Serial private static final long serialVersionUID = 1L;

        private final boolean broke;

        Unreachable(String message, @Nullable Throwable cause) {
            this(message, false, cause);
        }

        Unreachable(String message, boolean broke, @Nullable Throwable cause) {
            super(message, cause);
            this.broke = broke;
        }

        /** Whether somebody took the connection, and it broke then. */
        public boolean broke() {
            return broke;
        }
    }

    /** The build was called off, or ended while this was going on. */
    public static final class Cancelled extends BuildkitException {

        @Serial private static final long serialVersionUID = 1L;

        Cancelled(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Refused on our side, before anything was sent: the daemon cannot do it, or would come to
     * harm.
     */
    public static final class Rejected extends BuildkitException {

        @Serial private static final long serialVersionUID = 1L;

        Rejected(String message) {
            super(message, null);
        }
    }

    /**
     * It may pass: the same once more may go well, in another build. Within one the daemon
     * remembers failures.
     */
    public abstract static sealed class PassingError extends DaemonError {

        @Serial private static final long serialVersionUID = 1L;

        private PassingError(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What the daemon was given, or was fetching, broke off.
     *
     * <p>Docker 20.10 was seen to do that by itself under load: it reset a stream of the session
     * with {@code FLOW_CONTROL_ERROR} and then called it an unexpected EOF.
     */
    public static final class BrokenTransfer extends PassingError {

        @Serial private static final long serialVersionUID = 1L;

        BrokenTransfer(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The daemon lost track of what builds at the same time share: races of its scheduler and of
     * its stores, which it tells as errors of the build.
     */
    public static final class LostTrack extends PassingError {

        @Serial private static final long serialVersionUID = 1L;

        LostTrack(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What was exported was not taken on our side. The daemon, having been told so, may call it
     * anything.
     */
    public static final class ExportRefused extends DaemonError {

        @Serial private static final long serialVersionUID = 1L;

        ExportRefused(String message) {
            super(message, null);
        }
    }

    /** Everything else that the daemon, or a registry through it, has said no to. */
    public static sealed class DaemonError extends BuildkitException {

        @Serial private static final long serialVersionUID = 1L;

        DaemonError(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
