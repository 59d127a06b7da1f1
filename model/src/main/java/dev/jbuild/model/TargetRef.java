package dev.jbuild.model;

import java.util.regex.Pattern;

/**
 * The name of a target.
 *
 * @param folder that of its build file
 * @param name name of the target in that build file
 */
public record TargetRef(Folder folder, String name) implements Comparable<TargetRef> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    public TargetRef {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a target name: " + name);
        }
    }

    /** A target of the project. */
    public TargetRef(String folder, String name) {
        this(Folder.of(folder), name);
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Reads {@code +name}, {@code ./dir+name}, {@code ../dir+name} or {@code ADDRESS+name} as
     * written in the build file of {@code from}.
     *
     * @throws IllegalArgumentException when the text has another form or leads out of the project
     */
    public static TargetRef parse(String text, Folder from) {
        int plus = text.indexOf('+');
        if (plus < 0) {
            throw new IllegalArgumentException("a reference to a target has a `+`: " + text);
        }
        return new TargetRef(from.resolve(text.substring(0, plus)), text.substring(plus + 1));
    }

    /** Reads a reference as written in a folder of the project. */
    public static TargetRef parse(String text, String from) {
        return parse(text, Folder.of(from));
    }

    @Override
    public int compareTo(TargetRef other) {
        return toString().compareTo(other.toString());
    }

    /** The folder as references name it, {@code +} and the name. */
    @Override
    public String toString() {
        return folder + "+" + name;
    }
}
