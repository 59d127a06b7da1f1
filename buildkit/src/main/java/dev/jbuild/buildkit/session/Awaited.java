package dev.jbuild.buildkit.session;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Files whose content was asked for and has not all come, by their position in the listing. */
final class Awaited<F> {

    private final Map<Integer, F> files = new HashMap<>();

    void add(int id, F file) {
        files.put(id, file);
    }

    /** Throws when nobody waits for it. */
    F get(int id) throws IOException {
        F file = files.get(id);
        if (file == null) {
            throw new IOException("content for entry " + id + ", which was not asked for");
        }
        return file;
    }

    /** All of its content has come. */
    void remove(int id) {
        files.remove(id);
    }

    /** Those that are left. */
    Collection<F> rest() {
        return files.values();
    }
}
