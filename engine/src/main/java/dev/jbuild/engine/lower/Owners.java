package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.Owner;
import dev.jbuild.buildkit.llb.Tree;

/** Owners of files, as {@code user[:group]} by names or numbers. */
final class Owners {
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
        boolean numeric = isNumber(user) && (group.isEmpty() || isNumber(group));
        return numeric
                ? new Owner.Ids(
                        Integer.parseInt(user), Integer.parseInt(group.isEmpty() ? user : group))
                : new Owner.Named(user, group, accounts);
    }

    static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() < 10
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
