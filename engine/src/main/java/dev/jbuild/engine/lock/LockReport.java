package dev.jbuild.engine.lock;

import java.util.List;

/**
 * What became of a lock file.
 *
 * @param images how many images the build file needs a line for
 * @param commits how many names of commits it needs a line for
 * @param files how many addresses of files it needs a line for
 */
public record LockReport(List<LockChange> changes, int images, int commits, int files) {
    public LockReport {
        changes = List.copyOf(changes);
    }
}
