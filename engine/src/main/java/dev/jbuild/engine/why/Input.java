package dev.jbuild.engine.why;

/**
 * Something outside that a step reads.
 *
 * @param name for people
 * @param value tells whether it is still the same
 */
record Input(Kind kind, String name, String value) {
    /** What it is; {@code value} is a digest or a key, unless said otherwise. */
    enum Kind {
        /** Files of the project; the digest is that of their {@code Tree}. */
        FILES,
        /** What the lock says of an image. */
        LOCKED_IMAGE,
        /** What the lock says of a name in a repository: a commit, or nothing. */
        COMMIT,
        /** What the lock says of the address of a file, or nothing. */
        DOWNLOAD,
        /** An image that only the engine knows. */
        LOCAL_IMAGE,
        /** An image that would have to be looked up; without a value. */
        UNKNOWN_IMAGE,
        /** Another node. */
        NODE,
        DOCKERFILE,
        /** The time: the step is due in every build. Without a value. */
        BUILD
    }
}
