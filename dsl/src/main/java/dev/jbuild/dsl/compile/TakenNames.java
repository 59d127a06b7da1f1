package dev.jbuild.dsl.compile;

/** Names that mean something in every build file. */
public final class TakenNames {
    private TakenNames() {}

    /** Whether no function of a build file can have the name. */
    public static boolean include(String function) {
        return isWord(function) || SyntaxWall.TAKEN_METHODS.contains(function);
    }

    /** Whether it is a word of the language. */
    static boolean isWord(String name) {
        return Vocabulary.TARGET.contains(name) || Vocabulary.TOP.contains(name);
    }
}
