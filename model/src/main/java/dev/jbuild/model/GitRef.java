package dev.jbuild.model;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A branch, a tag or a commit of a git repository elsewhere.
 *
 * @param url where git finds the repository
 * @param ref name of a branch or tag, full name of a commit, or {@link #DEFAULT}
 */
public record GitRef(String url, String ref) implements Comparable<GitRef> {
    /** What is checked out after a clone: the default branch. */
    public static final String DEFAULT = "HEAD";

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern URL = Pattern.compile("[^\\s\\p{Cntrl}]+");

    private static final Pattern WITH_PASSWORD = Pattern.compile("[a-z+]+://[^/@]*:[^/@]*@");

    /** Names as git allows them. */
    private static final Pattern REF =
            Pattern.compile("(?![-/.])(?!.*(?:\\.\\.|//|@\\{|/\\.))[^\\s\\p{Cntrl}~^:?*\\[\\\\]+");

    private static final Comparator<GitRef> ORDER =
            Comparator.comparing(GitRef::url).thenComparing(GitRef::ref);

    public GitRef {
        if (!URL.matcher(url).matches() || url.startsWith("-")) {
            throw new IllegalArgumentException("not the address of a repository: " + url);
        }
        if (WITH_PASSWORD.matcher(url).lookingAt()) {
            throw new IllegalArgumentException(
                    "an address with a password would be kept in the lock; leave it out");
        }
        if (!isRef(ref)) {
            throw new IllegalArgumentException("not the name of a branch, tag or commit: " + ref);
        }
    }

    public static boolean isRef(String text) {
        return REF.matcher(text).matches() && !text.endsWith("/") && !text.endsWith(".lock");
    }

    public static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** Whether it always means the same. */
    public boolean isFixed() {
        return isCommit(ref);
    }

    /** Whether the repository is a folder of this machine. */
    public boolean isLocal() {
        return url.startsWith("file:");
    }

    @Override
    public int compareTo(GitRef other) {
        return ORDER.compare(this, other);
    }

    /** As references name it: {@code github.com/org/repo:ref}. */
    @Override
    public String toString() {
        return GitAddress.of(this, "");
    }
}
