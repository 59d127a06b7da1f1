package dev.jbuild.engine.lock;

import dev.jbuild.model.ImageName;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How two locks differ in one name.
 *
 * @param before absent for a new name
 * @param after absent for one that is gone
 */
public record LockChange(
        ImageName name, Optional<LockedImage> before, Optional<LockedImage> after) {

    /** All differences, by name. */
    public static List<LockChange> between(LockFile before, LockFile after) {
        Set<ImageName> names = new TreeSet<>(before.images().keySet());
        names.addAll(after.images().keySet());
        List<LockChange> changes = new ArrayList<>();
        for (ImageName name : names) {
            Optional<LockedImage> was = Optional.ofNullable(before.images().get(name));
            Optional<LockedImage> is = Optional.ofNullable(after.images().get(name));
            if (!was.equals(is)) {
                changes.add(new LockChange(name, was, is));
            }
        }
        return changes;
    }
}
