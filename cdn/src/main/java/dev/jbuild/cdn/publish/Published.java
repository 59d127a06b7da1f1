package dev.jbuild.cdn.publish;

import dev.jbuild.model.Digest;

import java.util.List;

/**
 * What was done.
 *
 * @param plan that was carried out
 * @param uploaded how many uploads were sent; the rest was there
 * @param notices what the publisher should know, as sentences
 */
public record Published(Plan plan, int uploaded, List<String> notices) {
    public Published {
        notices = List.copyOf(notices);
    }

    /** The release that is served. */
    public Digest release() {
        return plan.release();
    }

    /** Whether nothing had to be done. */
    public boolean unchanged() {
        return plan.isEmpty();
    }
}
