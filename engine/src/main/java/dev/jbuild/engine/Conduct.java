package dev.jbuild.engine;

/**
 * How a build goes about its work. Nothing of it changes what a node results in.
 *
 * @param onFailure what becomes of the other nodes when a step of one fails
 * @param atOnce how many nodes are solved at the same time by each builder, at least one
 * @param reuse what of earlier builds is taken
 */
public record Conduct(OnFailure onFailure, int atOnce, Reuse reuse) {
    /**
     * Enough to keep any machine busy with nodes that mostly wait; so few that an engine is not
     * asked for thousands of containers.
     */
    private static final int USUALLY_AT_ONCE = 64;

    /** What is done where nobody asks for anything else. */
    public static final Conduct USUAL = new Conduct(OnFailure.STOP, USUALLY_AT_ONCE, Reuse.RESULTS);

    /** What becomes of the nodes that do not wait for one that failed. */
    public enum OnFailure {
        /** They are called off. */
        STOP,
        /** They come to their ends. */
        KEEP_GOING
    }

    /** What of earlier builds is taken. Caches that steps mount stay as they are. */
    public enum Reuse {
        /** All results whose inputs are the same. */
        RESULTS,
        /**
         * Nothing: each step is done again, and what it yields takes the place of what was known.
         */
        NOTHING
    }

    /** The same, but for what becomes of other nodes. */
    public Conduct with(OnFailure other) {
        return new Conduct(other, atOnce, reuse);
    }

    /** The same, but for how many nodes are solved at the same time. */
    public Conduct with(int other) {
        return new Conduct(onFailure, other, reuse);
    }

    /** The same, but for what of earlier builds is taken. */
    public Conduct with(Reuse other) {
        return new Conduct(onFailure, atOnce, other);
    }
}
