package dev.jbuild.model;

/**
 * A place in a build file.
 *
 * @param file path of the build file as the user would name it, relative to the project's root;
 *     with the repository in front for one elsewhere
 * @param line 1-based
 * @param column 1-based column of the first character
 * @param endColumn 1-based column behind the last character on that line
 */
public record SourceSpan(String file, int line, int column, int endColumn) {
    public SourceSpan {
        if (line < 1 || column < 1 || endColumn < column) {
            throw new IllegalArgumentException(
                    "not a span: " + file + ":" + line + ":" + column + "-" + endColumn);
        }
    }

    /** {@code file:line:column}, which terminals and editors turn into a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
