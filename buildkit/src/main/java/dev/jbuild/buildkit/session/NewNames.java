package dev.jbuild.buildkit.session;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The paths of an export, each of which comes once. */
final class NewNames {

    /** More would fill the memory; real trees have a tenth of that. */
    private static final int MOST = 2_000_000;

    private final int most;
    private final Set<String> names = new HashSet<>();

    NewNames() {
        this(MOST);
    }

    NewNames(int most) {
        this.most = most;
    }

    /** What was delivered is not replaced: its description, still to come, would go elsewhere. */
    void add(String path) throws IOException {
        if (names.size() == most) {
            throw new IOException("an export of more than " + most + " files");
        }
        if (!names.add(path)) {
            throw new IOException("`" + SafePaths.shown(path) + "` was sent twice");
        }
    }
}
