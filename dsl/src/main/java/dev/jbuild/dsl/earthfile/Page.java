package dev.jbuild.dsl.earthfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The build file as it grows, and what is to be said of it. */
final class Page {
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private final List<Remark> remarks = new ArrayList<>();
    private int depth;

    void line(String line) {
        text.append(INDENT.repeat(line.isEmpty() ? 0 : depth)).append(line).append('\n');
    }

    /** An empty line, but never two, and none where a block begins. */
    void gap() {
        if (!text.isEmpty() && !endsWith("\n\n") && !endsWith("{\n")) {
            text.append('\n');
        }
    }

    void open(String line) {
        line(line + " {");
        depth++;
    }

    void close() {
        depth--;
        while (endsWith("\n\n")) {
            text.setLength(text.length() - 1);
        }
        line("}");
    }

    /** Ends a block and begins the next one on the same line. */
    void reopen(String middle) {
        close();
        text.setLength(text.length() - 1);
        text.append(' ').append(middle).append(" {\n");
        depth++;
    }

    void comment(String comment) {
        comment.lines().forEach(line -> line(("// " + line).stripTrailing()));
    }

    /** Says what a person has to look at, there and in the end. */
    void remark(int line, String message) {
        comment("TODO " + message);
        remarks.add(new Remark(line, message));
    }

    /** A statement that has no counterpart: it stays as a comment. */
    void leave(Statement.Command command, String why) {
        remark(command.line(), command.word().isEmpty() ? why : "`" + command.word() + "`: " + why);
        comment(INDENT + command.source());
    }

    Imported imported(int targets) {
        return new Imported(
                text.toString(),
                targets,
                remarks.stream().sorted(Comparator.comparingInt(Remark::line)).toList());
    }

    private boolean endsWith(String end) {
        int start = text.length() - end.length();
        return start >= 0 && text.indexOf(end, start) == start;
    }
}
