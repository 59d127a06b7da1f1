package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.Owner;
import dev.jbuild.buildkit.llb.Scratch;
import dev.jbuild.buildkit.llb.Tree;

import java.util.Set;

/** Owners of files, as {@code user[:group]} by names or numbers. */
final class Owners {
    private static final Set<String> ROOT = Set.of("", "root", "0");

    private Owners() {}

    /**
     * Reads an owner.
     *
     * @param accounts where names are looked up
     */
    static Owner of(String text, Tree accounts) {
        String[] parts = text.split(":", 2);
        String user = parts[0];
        String group = parts.length == 2 ? parts[1] : "";
        boolean numeric = Owner.isNumber(user) && (group.isEmpty() || Owner.isNumber(group));
        return numeric
                ? new Owner.Ids(
                        Integer.parseInt(user), Integer.parseInt(group.isEmpty() ? user : group))
                : new Owner.Named(user, group, accounts);
    }

    /** The owner of a folder that is made for a user of an image. */
    static Owner ofUser(String text, Tree accounts) {
        // Where there are no accounts at all, the builder would refuse to look for a name.
        return ROOT.contains(text) || accounts instanceof Scratch ? Owner.KEEP : of(text, accounts);
    }
}
