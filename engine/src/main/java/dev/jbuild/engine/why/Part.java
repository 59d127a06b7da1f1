package dev.jbuild.engine.why;

import java.util.List;

/**
 * A step as it went into a key.
 *
 * @param shape digest of all that the step says itself
 * @param place where it is written; no part of what it is
 * @param text what it does, on one line
 * @param inputs what it reads, in the order in which the key asks for it
 */
record Part(String shape, String place, String text, List<Input> inputs) {
    Part {
        inputs = List.copyOf(inputs);
    }

    boolean isSame(Part other) {
        return shape.equals(other.shape) && inputs.equals(other.inputs);
    }

    /** The word that it begins with. */
    String word() {
        return text.substring(0, Math.max(0, text.indexOf(' ')));
    }
}
