package dev.jbuild.buildkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.wire.control.StatusResponse;
import dev.jbuild.buildkit.wire.control.Vertex;
import dev.jbuild.buildkit.wire.control.VertexLog;
import dev.jbuild.buildkit.wire.control.VertexStatus;
import dev.jbuild.buildkit.wire.control.VertexWarning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Turns the daemon's snapshots, which repeat what is known, into events, which do not. Used by one
 * thread at a time.
 */
final class ProgressFold {

    private final Consumer<Progress> events;
    private final Map<String, Vertex> last = new HashMap<>();

    ProgressFold(Consumer<Progress> events) {
        this.events = events;
    }

    /**
     * Passes over what cannot be read: progress is a help, not a need. An operation ends when all
     * that it printed has been told, though in a snapshot that stands behind its end.
     */
    void accept(StatusResponse status) {
        Set<String> printing =
                status.getLogsList().stream()
                        .map(VertexLog::getVertex)
                        .collect(Collectors.toUnmodifiableSet());
        List<Progress> endings = new ArrayList<>();
        status.getVertexesList().stream()
                .filter(vertex -> isDigest(vertex.getDigest()))
                .filter(vertex -> vertex.getInputsList().stream().allMatch(ProgressFold::isDigest))
                .forEach(
                        vertex ->
                                vertex(
                                        vertex,
                                        printing.contains(vertex.getDigest())
                                                ? endings::add
                                                : events));
        status.getStatusesList().stream()
                .filter(transfer -> isDigest(transfer.getVertex()))
                .forEach(this::transfer);
        status.getLogsList().stream().filter(log -> isDigest(log.getVertex())).forEach(this::log);
        status.getWarningsList().stream()
                .filter(warning -> isDigest(warning.getVertex()))
                .forEach(this::warning);
        endings.forEach(events);
    }

    private static boolean isDigest(String text) {
        return text.indexOf(':') > 0;
    }

    /**
     * @param endings takes that it has ended
     */
    private void vertex(Vertex now, Consumer<Progress> endings) {
        OpDigest digest = new OpDigest(now.getDigest());
        Vertex before = last.put(now.getDigest(), now);
        if (before == null) {
            events.accept(
                    new Progress.VertexKnown(
                            digest,
                            now.getName(),
                            now.getInputsList().stream().map(OpDigest::new).toList()));
            before = Vertex.getDefaultInstance();
        }
        if (now.hasStarted() && !now.getStarted().equals(before.getStarted()) && !now.getCached()) {
            events.accept(
                    new Progress.VertexStarted(digest, now.getName(), instant(now.getStarted())));
        }
        if (now.hasCompleted()
                && (!now.getCompleted().equals(before.getCompleted())
                        || now.getCached() != before.getCached())) {
            endings.accept(completion(digest, now));
        }
    }

    private static Progress completion(OpDigest digest, Vertex now) {
        if (!now.getError().isEmpty()) {
            return new Progress.VertexFailed(
                    digest, now.getName(), instant(now.getCompleted()), now.getError());
        }
        if (now.getCached()) {
            return new Progress.VertexCached(digest, now.getName());
        }
        return new Progress.VertexCompleted(
                digest, now.getName(), instant(now.getStarted()), instant(now.getCompleted()));
    }

    private void transfer(VertexStatus status) {
        events.accept(
                new Progress.TransferStatus(
                        new OpDigest(status.getVertex()),
                        status.getID(),
                        status.getName(),
                        status.getCurrent(),
                        status.getTotal(),
                        status.hasCompleted()));
    }

    private void log(VertexLog log) {
        events.accept(
                new Progress.LogChunk(
                        new OpDigest(log.getVertex()),
                        log.getStream() == 2 ? Progress.Stream.ERR : Progress.Stream.OUT,
                        Bytes.of(log.getMsg().toByteArray()),
                        instant(log.getTimestamp())));
    }

    private void warning(VertexWarning warning) {
        events.accept(
                new Progress.Warning(
                        new OpDigest(warning.getVertex()),
                        warning.getShort().toStringUtf8(),
                        warning.getDetailList().stream().map(ByteString::toStringUtf8).toList(),
                        warning.getUrl()));
    }

    private static Instant instant(Timestamp time) {
        // Those that are no times of a calendar are the end of one.
        long seconds =
                Math.clamp(
                        time.getSeconds(),
                        Instant.MIN.getEpochSecond() + 4,
                        Instant.MAX.getEpochSecond() - 4);
        return Instant.ofEpochSecond(seconds, time.getNanos());
    }
}
