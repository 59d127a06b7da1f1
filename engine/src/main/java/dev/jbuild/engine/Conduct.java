package dev.jbuild.engine;

/**
 * How a build goes about its work. Nothing of it changes what a node results in.
 *
 * @param onFailure what becomes of the other nodes when a step of one fails
 */
public record Conduct(OnFailure onFailure) {
    /** What is done where nobody asks for anything else. */
    public static final Conduct USUAL = new Conduct(OnFailure.STOP);

    /** What becomes of the nodes that do not wait for one that failed. */
    public enum OnFailure {
        /** They are called off. */
        STOP,
        /** They come to their ends. */
        KEEP_GOING
    }
}
