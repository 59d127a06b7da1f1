package dev.jbuild.front.ledger;

/**
 * A request in its canonical form.
 *
 * @param project folder of the project
 * @param text all that tells this request from others, {@code project} included
 */
public record Question(String project, String text) {
    /** Of the FNV-1a hash: names files, which say themselves which question is theirs. */
    private static final long BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    String folder() {
        return name(project);
    }

    String file() {
        return name(text);
    }

    private static String name(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return Long.toHexString(hash);
    }
}
