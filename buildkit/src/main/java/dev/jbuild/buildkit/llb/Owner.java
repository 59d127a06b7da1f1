package dev.jbuild.buildkit.llb;

/** To whom a file shall belong. */
public sealed interface Owner {

    /** Root for new files; for copies whoever had the original. */
    Owner KEEP = new Keep();

    /** Leaves it as it is. */
    record Keep() implements Owner {}

    /** By number. */
    record Ids(int uid, int gid) implements Owner {}

    /**
     * By name, looked up in {@code /etc/passwd} and {@code /etc/group} of a tree. One of the two
     * may be a number.
     *
     * @param group empty means the user's number also for the group
     */
    record Named(String user, String group, Tree accounts) implements Owner {}

    /** Whether a text that stands for a user or group is a number, and no name. */
    static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() < 10
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
