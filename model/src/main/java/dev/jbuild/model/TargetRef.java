package dev.jbuild.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a target within a checkout.
 *
 * @param folder folder of the build file, relative to the project's root, {@code /}-separated,
 *     empty for the root
 * @param name name of the target in that build file
 */
public record TargetRef(String folder, String name) implements Comparable<TargetRef> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    public TargetRef {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a target name: " + name);
        }
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Reads {@code +name}, {@code ./dir+name} or {@code ../dir+name} as written in the build file
     * of {@code from}.
     *
     * @throws IllegalArgumentException when the text has another form or leads out of the project
     */
    public static TargetRef parse(String text, String from) {
        int plus = text.indexOf('+');
        if (plus < 0) {
            throw new IllegalArgumentException("a reference to a target has a `+`: " + text);
        }
        return new TargetRef(resolve(from, text.substring(0, plus)), text.substring(plus + 1));
    }

    private static String resolve(String from, String relative) {
        List<String> parts = new ArrayList<>();
        for (String part : (from + "/" + relative).split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.isEmpty()) {
                        throw new IllegalArgumentException(
                                "`" + relative + "` leads out of the project");
                    }
                    parts.removeLast();
                }
                default -> parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    @Override
    public int compareTo(TargetRef other) {
        return toString().compareTo(other.toString());
    }

    /** {@code +name} in the root, {@code ./folder+name} elsewhere. */
    @Override
    public String toString() {
        return (folder.isEmpty() ? "" : "./" + folder) + "+" + name;
    }
}
