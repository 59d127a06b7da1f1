package dev.jbuild.buildkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Any;
import com.google.rpc.Status;

import dev.jbuild.buildkit.llb.OpDigest;

import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the daemon's failures. Details come as JSON inside protobuf's {@code Any}; Docker 20.10
 * sends none, so that an exit code has to be found in the message.
 */
final class Failures {

    private static final String VERTEX = "github.com/moby/buildkit/errdefs.Vertex+json";
    private static final String SOLVE = "github.com/moby/buildkit/errdefs.Solve+json";
    private static final String EXIT = "github.com/moby/buildkit/gatewayapi.ExitMessage+json";
    private static final Pattern EXIT_TEXT =
            Pattern.compile(
                    "(?:executor failed running|process \".*did not complete successfully).*exit"
                            + " code: (\\d+)",
                    Pattern.DOTALL);
    private static final Pattern MISSING_TEXT =
            Pattern.compile(
                    "failed to (?:compute cache key|calculate checksum of ref).*not found"
                            + "|digest mismatch sha256:",
                    Pattern.DOTALL);
    private static final Pattern BROKEN_TEXT =
            Pattern.compile(
                    "unexpected EOF$|RST_STREAM|transport is closing|connection reset by peer"
                            + "|broken pipe");

    /** A registry, or the way to it, that may do better a moment later. */
    private static final Pattern PASSING_TEXT =
            Pattern.compile(
                    "(?:unexpected status|failed with status).*: (?:429|5\\d\\d)\\b"
                            + "|429 Too Many Requests|toomanyrequests"
                            + "|TLS handshake timeout|i/o timeout"
                            + "|Temporary failure in name resolution|server misbehaving");

    /**
     * What those who run builds at the same time report, of releases old and new: moby/buildkit
     * issues 1491, 2288, 2303, 3628, 3635, 4278 and 6521.
     */
    private static final Pattern LOST_TRACK_TEXT =
            Pattern.compile(
                    "inconsistent graph state"
                            + "|scheduler error: return leaving"
                            + "|failed to get state for index"
                            + "|failed to load cache: .*(?:not found|locked)"
                            + "|failed to prepare extraction snapshot"
                            + "|snapshot \\S+ does not exist");

    private static final Pattern GO_PREFIX = Pattern.compile("rpc error: code = \\w+ desc = ");

    /** What gRPC and Java say of a connection that broke, which are no words for people. */
    private static final Pattern BROKEN =
            Pattern.compile(
                    "End of stream or IOException|Broken pipe|Connection reset(?: by peer)?");

    private static final String BROKEN_FOR_PEOPLE = "the connection to the daemon broke";

    /** Of a message that is longer, beginning and end are read. */
    private static final int LONGEST_MESSAGE = 16 << 10;

    private Failures() {}

    static BuildkitException read(Throwable failure) {
        io.grpc.Status status = io.grpc.Status.fromThrowable(failure);
        Code code = status.getCode();
        String message = message(status);
        OpDigest vertex = null;
        Integer exitCode = null;
        List<Ref> mounts = List.of();
        Status details = details(failure);
        if (details != null) {
            for (Any detail : details.getDetailsList()) {
                switch (detail.getTypeUrl()) {
                    case VERTEX -> vertex = vertex(detail);
                    case EXIT -> exitCode = exitCode(detail);
                    case SOLVE -> mounts = mounts(detail);
                    default -> {}
                }
            }
        }
        Matcher exit = EXIT_TEXT.matcher(message);
        if (exitCode == null && exit.find()) {
            exitCode = number(exit.group(1));
        }
        if (code == Code.CANCELLED) {
            return new BuildkitException.Cancelled(message, failure);
        }
        if (exitCode == null && PASSING_TEXT.matcher(message).find()) {
            return new BuildkitException.BrokenTransfer(message, failure);
        }
        if (exitCode == null && LOST_TRACK_TEXT.matcher(message).find()) {
            return new BuildkitException.LostTrack(message, failure);
        }
        // A copy of what is not there fails before it runs, and Docker 20.10 does not say which.
        // Nor does it of a download with another digest.
        if (vertex != null || exitCode != null || MISSING_TEXT.matcher(message).find()) {
            return new BuildkitException.StepFailed(message, vertex, exitCode, mounts, failure);
        }
        if (code == Code.UNAVAILABLE) {
            return new BuildkitException.Unreachable(
                    message, message.equals(BROKEN_FOR_PEOPLE), failure);
        }
        if (BROKEN_TEXT.matcher(message).find()) {
            return new BuildkitException.BrokenTransfer(message, failure);
        }
        return new BuildkitException.DaemonError(message, failure);
    }

    /** As {@link #read}, where something was looked for under a name. */
    static BuildkitException lookingFor(String what, Throwable failure) {
        String message = message(io.grpc.Status.fromThrowable(failure));
        boolean missing =
                io.grpc.Status.fromThrowable(failure).getCode() == Code.NOT_FOUND
                        || message.endsWith("no such file or directory")
                        || message.endsWith("not found");
        // A build that has ended is not found either.
        return missing && !message.contains("no such job")
                ? new BuildkitException.NotFound(what, message, failure)
                : read(failure);
    }

    private static String message(io.grpc.Status status) {
        String text = status.getDescription();
        if (text == null) {
            Throwable cause = status.getCause();
            text =
                    cause == null || cause.getMessage() == null
                            ? status.getCode().toString()
                            : cause.getMessage();
        }
        if (BROKEN.matcher(text).matches()) {
            return BROKEN_FOR_PEOPLE;
        }
        if (text.length() > LONGEST_MESSAGE) {
            int half = LONGEST_MESSAGE / 2;
            text = text.substring(0, half) + " ... " + text.substring(text.length() - half);
        }
        return GO_PREFIX.matcher(text).replaceAll("");
    }

    private static @Nullable Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** None where they contradict the status. */
    private static @Nullable Status details(Throwable failure) {
        try {
            return StatusProto.fromThrowable(failure);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable OpDigest vertex(Any detail) {
        String digest = text(json(detail).get("digest"));
        return digest.indexOf(':') <= 0 ? null : new OpDigest(digest);
    }

    private static @Nullable Integer exitCode(Any detail) {
        return number(text(json(detail).get("Code")));
    }

    private static List<Ref> mounts(Any detail) {
        List<Ref> mounts = new ArrayList<>();
        if (json(detail).get("mountIDs") instanceof JsonArray ids) {
            ids.forEach(id -> mounts.add(new Ref(text(id))));
        }
        return mounts;
    }

    /** A text or a number; empty for anything else, as for what is not there. */
    private static String text(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
    }

    private static JsonObject json(Any detail) {
        try {
            JsonElement json = JsonParser.parseString(detail.getValue().toStringUtf8());
            return json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            // A detail is a help, not a need.
            return new JsonObject();
        }
    }
}
