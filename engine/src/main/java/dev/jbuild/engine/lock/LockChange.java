package dev.jbuild.engine.lock;

import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** How two locks differ in one name: before is absent for a new one, after for one that is gone. */
public sealed interface LockChange {
    record Image(ImageName name, Optional<LockedImage> before, Optional<LockedImage> after)
            implements LockChange {}

    record Commit(GitRef name, Optional<String> before, Optional<String> after)
            implements LockChange {}

    record Download(String url, Optional<Digest> before, Optional<Digest> after)
            implements LockChange {}

    /** All differences: images first, each kind by name. */
    static List<LockChange> between(LockFile before, LockFile after) {
        List<LockChange> changes = new ArrayList<>();
        add(before.images(), after.images(), Image::new, changes);
        add(before.commits(), after.commits(), Commit::new, changes);
        add(before.downloads(), after.downloads(), Download::new, changes);
        return changes;
    }

    private static <K, V> void add(
            SortedMap<K, V> before, SortedMap<K, V> after, Form<K, V> form, List<LockChange> to) {
        TreeSet<K> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (K name : names) {
            Optional<V> was = Optional.ofNullable(before.get(name));
            Optional<V> is = Optional.ofNullable(after.get(name));
            if (!was.equals(is)) {
                to.add(form.change(name, was, is));
            }
        }
    }

    /** Makes a change of one kind. */
    @FunctionalInterface
    interface Form<K, V> {
        LockChange change(K name, Optional<V> before, Optional<V> after);
    }
}
