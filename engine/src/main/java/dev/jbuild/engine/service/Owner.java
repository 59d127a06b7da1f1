package dev.jbuild.engine.service;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What one build has put into the engine, marked so that another process can tell when it is
 * nobody's any more. Every owner has a file in the cache that says which engine it uses, and a turn
 * that ends with its process, however that ends.
 */
final class Owner implements AutoCloseable {
    /** Labels of containers: whose they are, and which service. */
    private static final String LABEL = "dev.jbuild.owner";

    private static final String SERVICE_LABEL = "dev.jbuild.service";

    private static final String FOLDER = "services";
    private static final String IMAGES = "jbuild.local/service:";

    private final String id = UUID.randomUUID().toString();
    private final AtomicInteger count = new AtomicInteger();
    private final Optional<Path> mark;
    private final Turns.Turn turn;

    private Owner(DiskCache cache, DockerEngine engine) throws IOException, EnvironmentFailure {
        // The turn comes first: a mark without it is taken for that of a dead process.
        this.turn =
                cache.turns()
                        .tryTake(turn(id))
                        .orElseThrow(() -> new IllegalStateException("somebody else is " + id));
        Path folder = cache.stateFile(FOLDER);
        if (Files.isWritable(folder.resolveSibling("."))) {
            Path file = Files.createDirectories(folder).resolve(id);
            mark = Optional.of(Files.writeString(file, address(engine)));
        } else {
            mark = Optional.empty();
        }
    }

    static Owner begin(DiskCache cache, DockerEngine engine)
            throws IOException, EnvironmentFailure {
        return new Owner(cache, engine);
    }

    private static String turn(String id) {
        return "services-" + id;
    }

    private static String address(DockerEngine engine) throws EnvironmentFailure {
        return engine.address().uri().toString();
    }

    /** A name that no other container has. */
    String container(String service) {
        return "jbuild-" + service + "-" + id + "-" + count.incrementAndGet();
    }

    /** A name that no other image has. */
    ImageName image() {
        return ImageName.parse(IMAGES + id + "-" + count.incrementAndGet());
    }

    Map<String, String> labels(String service) {
        return Map.of(LABEL, id, SERVICE_LABEL, service);
    }

    /** Nothing of it is left in the engine. */
    void forget() throws IOException {
        if (mark.isPresent()) {
            Files.deleteIfExists(mark.get());
        }
    }

    /** Its process has nothing more to do with it. What is marked is for others to remove. */
    @Override
    public void close() throws IOException {
        turn.close();
    }

    /** Removes what dead processes have left on an engine. */
    static void clear(DiskCache cache, DockerEngine engine) throws IOException, EnvironmentFailure {
        Path folder = cache.stateFile(FOLDER);
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> marks;
        try (Stream<Path> files = Files.list(folder)) {
            marks = files.sorted().toList();
        }
        for (Path mark : marks) {
            String id = mark.getFileName().toString();
            Optional<Turns.Turn> turn = cache.turns().tryTake(turn(id));
            if (turn.isPresent()) {
                try (Turns.Turn _ = turn.get()) {
                    // Its process may have come to its end between the list and the turn.
                    if (Files.exists(mark) && Files.readString(mark).equals(address(engine))) {
                        clear(id, engine);
                        Files.deleteIfExists(mark);
                    }
                }
            }
        }
    }

    private static void clear(String id, DockerEngine engine) throws EnvironmentFailure {
        for (String container : engine.containers().labelled(LABEL, id)) {
            engine.containers().remove(container);
        }
        for (ImageName image : engine.imageNames(IMAGES + id + "-*")) {
            engine.untag(image);
        }
    }
}
