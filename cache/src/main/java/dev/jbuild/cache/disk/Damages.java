package dev.jbuild.cache.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What happens to a damaged file: it goes, and somebody is told. */
final class Damages {
    private final Consumer<Damage> listener;

    Damages(Consumer<Damage> listener) {
        this.listener = listener;
    }

    /**
     * Removes and reports. Should another process have put a good file there in the meantime, that
     * one is lost, which costs a rebuild and nothing else.
     */
    void found(Path file, String problem) throws IOException {
        Files.deleteIfExists(file);
        listener.accept(new Damage(file, problem));
    }
}
