package dev.jbuild.engine.doctor;

import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.docker.EngineFacts;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at the Docker engine. */
final class EngineCheck {
    static final String SUBJECT = "engine";

    /** Docker 20.10, the oldest that jbuild is tested with. */
    private static final double OLDEST_API = 1.41;

    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private EngineCheck() {}

    /**
     * Looks at an engine that answers.
     *
     * @param facts what it says of itself
     * @param now what time it is here
     */
    static List<Finding> of(DockerEngine engine, EngineFacts facts, Instant now) {
        List<Finding> findings = new ArrayList<>();
        findings.add(version(engine, facts));
        findings.add(store(facts));
        facts.clock().ifPresent(there -> findings.add(clock(Duration.between(there, now))));
        registries(facts, findings);
        facts.data()
                // That of another machine cannot be looked at from here.
                .filter(_ -> isNear(engine))
                .filter(Files::isDirectory)
                .ifPresent(
                        data ->
                                findings.add(
                                        DiskCheck.of(
                                                "disk of the engine",
                                                data,
                                                "`docker system df` says what takes the room;"
                                                        + " `docker builder prune` and `docker"
                                                        + " image prune` clear it away")));
        return findings;
    }

    /** Whether it is on this machine. */
    static boolean isNear(DockerEngine engine) {
        return engine.location().uri().getScheme().equals("unix");
    }

    private static Finding version(DockerEngine engine, EngineFacts facts) {
        String text = engine.description() + ", API " + facts.apiVersion();
        return number(facts.apiVersion()) < OLDEST_API
                ? Finding.broken(
                        SUBJECT, text + ", is older than Docker 20.10", "install a newer Docker")
                : Finding.well(SUBJECT, text);
    }

    private static double number(String apiVersion) {
        String[] parts = apiVersion.split("\\.", -1);
        try {
            // 1.9 is before 1.41.
            return parts.length < 2
                    ? OLDEST_API
                    : Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) / 100.0;
        } catch (NumberFormatException e) {
            return OLDEST_API;
        }
    }

    private static Finding store(EngineFacts facts) {
        return facts.keepsIndexes()
                ? Finding.well("images", "kept in containerd's store, for all platforms")
                : Finding.lacking(
                        "images",
                        "kept by a graph driver: one platform of an image, and no annotations",
                        "from Docker 24 on, set {\"features\": {\"containerd-snapshotter\": true}}"
                                + " in daemon.json and restart Docker; images have to be loaded"
                                + " again");
    }

    private static Finding clock(Duration ahead) {
        return ahead.abs().compareTo(TOLERANCE) <= 0
                ? Finding.well("clock", "the engine and this machine agree")
                : Finding.broken(
                        "clock",
                        "this machine is "
                                + ahead.abs().toSeconds()
                                + " s "
                                + (ahead.isNegative() ? "behind" : "ahead of")
                                + " the engine: certificates and signatures fail",
                        "set both by the network, with `timedatectl set-ntp true`");
    }

    private static void registries(EngineFacts facts, List<Finding> findings) {
        if (!facts.mirrors().isEmpty()) {
            findings.add(
                    Finding.well(
                            "mirrors", "of Docker Hub: " + String.join(", ", facts.mirrors())));
        }
        if (!facts.insecure().isEmpty()) {
            findings.add(
                    Finding.well(
                            "registries",
                            "without verified certificates: "
                                    + String.join(", ", facts.insecure())));
        }
    }

    /** An engine that does not answer: what is known of such answers. */
    static Finding broken(EnvironmentFailure failure) {
        String message = String.valueOf(failure.getMessage());
        String reason = message.toLowerCase(Locale.ROOT);
        String cure;
        if (!failure.code().equals(DockerEngine.UNREACHABLE)) {
            cure = failure.hint();
        } else if (reason.contains("permission denied")) {
            cure =
                    "you may not use the socket: `sudo usermod -aG docker $USER`, then log in"
                            + " again; or use a rootless Docker";
        } else if (reason.contains("no such file")) {
            cure =
                    "there is no socket: install Docker, or start it with `sudo systemctl start"
                            + " docker`; else set DOCKER_HOST to where it listens";
        } else if (reason.contains("refused")) {
            cure = "nobody listens there: start it with `sudo systemctl start docker`";
        } else if (reason.contains("certif") || reason.contains("tls") || reason.contains("ssl")) {
            cure = "check DOCKER_CERT_PATH, and whether the engine speaks TLS at this port";
        } else {
            cure = failure.hint();
        }
        return Finding.broken(SUBJECT, message, cure);
    }
}
