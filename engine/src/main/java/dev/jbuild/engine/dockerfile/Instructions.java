package dev.jbuild.engine.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goes through the instructions of a Dockerfile as BuildKit does. Used once. */
final class Instructions {
    /** Lines that say nothing, between instructions and within them. */
    private static final Pattern SILENT = Pattern.compile("(?sU)\\s*(#.*)?");

    private final List<String> lines;
    private final Pattern continued;
    private int next;

    Instructions(List<String> lines, char escape) {
        this.lines = lines;
        String quoted = Pattern.quote(String.valueOf(escape));
        // Behind another of its kind it stands for itself.
        continued = Pattern.compile("(?<!" + quoted + ")" + quoted + "[ \t]*\\z");
    }

    /** The next one; none at the end of the file. */
    Optional<Instruction> next() {
        Instruction instruction = new Instruction();
        boolean found = false;
        boolean complete = false;
        while (!complete && next < lines.size()) {
            int number = next++;
            String line = withoutEnd(lines.get(number));
            if (!SILENT.matcher(line).matches()) {
                Matcher end = continued.matcher(line);
                complete = !end.find();
                instruction.add(number, complete ? line : line.substring(0, end.start()));
                found = true;
            }
        }
        return found ? Optional.of(instruction) : Optional.empty();
    }

    /**
     * Goes over the text of a heredoc.
     *
     * @return whether it has an end
     */
    boolean skip(Heredoc heredoc) {
        while (next < lines.size()) {
            if (heredoc.endsAt(withoutEnd(lines.get(next++)))) {
                return true;
            }
        }
        return false;
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return line.substring(0, end);
    }
}
