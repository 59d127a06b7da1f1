package dev.jbuild.engine.solve;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.Set;

/** BuildKit's failures, in the words of the model. */
public final class Failures {
    /** Code of a transfer that broke off. */
    public static final String BROKEN_TRANSFER = "transfer-broken";

    /** Code of a failure of the builder's own. */
    public static final String LOST_TRACK = "builder-lost-track";

    /** Codes of failures that may pass when the same is done again. */
    public static final Set<String> PASSING = Set.of(BROKEN_TRANSFER, LOST_TRACK);

    /** What a builder says when it is to tell a name that is no text. */
    private static final String NO_TEXT = "invalid UTF-8";

    private Failures() {}

    /**
     * A failure that is not that of a step.
     *
     * @param attempt what was tried, as in "could not ..."
     */
    public static EnvironmentFailure of(String attempt, BuildkitException cause) {
        String message = "could not " + attempt + ": " + cause.getMessage();
        return switch (cause) {
            case BuildkitException.Unreachable _ ->
                    new EnvironmentFailure(
                            "engine-unreachable",
                            message,
                            "check that the Docker engine is running, then build again",
                            cause);
            case BuildkitException.NotFound _ ->
                    new EnvironmentFailure(
                            "not-found",
                            message,
                            "check the name, and that its registry is up and lets you in",
                            cause);
            case BuildkitException.BrokenTransfer _ ->
                    new EnvironmentFailure(
                            BROKEN_TRANSFER,
                            message,
                            "check the network between this machine, the engine and its registries;"
                                    + " building again continues where this build ended",
                            cause);
            case BuildkitException.LostTrack _ ->
                    new EnvironmentFailure(
                            LOST_TRACK,
                            message,
                            "builds that ran at the same time have confused the builder; building"
                                    + " again continues where this build ended",
                            cause);
            case BuildkitException.DaemonError _ when refusesRight(cause) ->
                    new EnvironmentFailure(
                            "privileged-refused",
                            message,
                            "allow it in the engine's daemon.json, with \"builder\":"
                                    + " {\"entitlements\": {\"security-insecure\": true,"
                                    + " \"network-host\": true}}, and restart the engine",
                            cause);
            case BuildkitException _ when reachesNoRegistry(cause) ->
                    new EnvironmentFailure(
                            "registry-unreachable",
                            message,
                            "check that the machine of the engine reaches the registry:"
                                    + " `jbuild doctor` asks it; a company's proxy or certificates"
                                    + " belong into the settings of the engine",
                            cause);
            case BuildkitException _ when cause.getMessage().contains(NO_TEXT) ->
                    new EnvironmentFailure(
                            "name-refused",
                            message,
                            "the name of a file is no UTF-8 text, which builders refuse: rename it,"
                                    + " or leave it out",
                            cause);
            default ->
                    new EnvironmentFailure(
                            "engine-refused",
                            message,
                            "the engine's log may say more; building again continues where this"
                                    + " build ended",
                            cause);
        };
    }

    /** Reads a digest that a builder tells. */
    public static Digest digest(String told) throws EnvironmentFailure {
        try {
            return Digest.parse(told);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentFailure(
                    "engine-refused",
                    "the builder tells a digest that is none",
                    "the engine's log may say more",
                    e);
        }
    }

    /**
     * Whether the builder could not ask a registry, which is no fault of a step. Docker 28 with a
     * graph driver says that the operation failed which needs the image; others, only that it could
     * not be had.
     */
    public static boolean reachesNoRegistry(BuildkitException failure) {
        return !failure.isOfProgram() && failure.getMessage().contains("failed to do request");
    }

    private static boolean refusesRight(BuildkitException cause) {
        String message = cause.getMessage();
        return message.contains("not allowed")
                && (message.contains("security.insecure") || message.contains("network.host"));
    }
}
