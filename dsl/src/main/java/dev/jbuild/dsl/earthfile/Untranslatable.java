package dev.jbuild.dsl.earthfile;

/** A command has no counterpart; the message says why, or what takes its place. */
final class Untranslatable extends Exception {
    private static final long serialVersionUID = 1L;

    Untranslatable(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
