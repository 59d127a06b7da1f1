package dev.jbuild.engine.lock;

import java.util.List;

/**
 * What became of a lock file.
 *
 * @param used how many images the build file needs a line for
 */
public record LockReport(List<LockChange> changes, int used) {
    public LockReport {
        changes = List.copyOf(changes);
    }
}
