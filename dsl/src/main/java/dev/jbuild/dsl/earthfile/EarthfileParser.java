package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.Statement.Block;
import dev.jbuild.dsl.earthfile.Statement.Branch;
import dev.jbuild.dsl.earthfile.Statement.Choice;
import dev.jbuild.dsl.earthfile.Statement.Command;
import dev.jbuild.dsl.earthfile.Statement.Section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes an Earthfile apart. Accepts more than Earthly does: what is unknown is for a person. */
final class EarthfileParser {
    private static final Pattern SECTION = Pattern.compile("([A-Za-z][\\w.-]*):(?:\\s*#.*)?");
    private static final Pattern WORD =
            Pattern.compile("(FROM DOCKERFILE|SAVE ARTIFACT|SAVE IMAGE|GIT CLONE|ELSE IF|[A-Z]+)");
    private static final Set<String> ENDS = Set.of("END", "ELSE", "ELSE IF", "FINALLY", "CATCH");

    private final List<LogicalLine> lines;
    private int next;

    private EarthfileParser(List<LogicalLine> lines) {
        this.lines = lines;
    }

    /**
     * An Earthfile.
     *
     * @param base what stands before the first target
     */
    record Parsed(List<Statement> base, List<Section> sections) {
        Parsed {
            base = List.copyOf(base);
            sections = List.copyOf(sections);
        }
    }

    static Parsed parse(String text) {
        return new EarthfileParser(LogicalLine.of(text)).file();
    }

    private Parsed file() {
        List<Statement> base = withoutDoc(statements(false));
        List<Section> sections = new ArrayList<>();
        while (next < lines.size()) {
            LogicalLine head = lines.get(next++);
            Matcher name = SECTION.matcher(head.text());
            if (name.matches()) {
                sections.add(section(name.group(1), head));
            }
        }
        return new Parsed(base, sections);
    }

    private Section section(String name, LogicalLine head) {
        Optional<String> doc = doc(head);
        List<Statement> body = new ArrayList<>(withoutDoc(statements(false)));
        boolean function =
                body.removeIf(
                        statement ->
                                statement instanceof Command command
                                        && (command.word().equals("FUNCTION")
                                                || command.word().equals("COMMAND")));
        return new Section(name, doc, trimmed(body), function, head.number());
    }

    /** The comment right above a section. */
    private Optional<String> doc(LogicalLine head) {
        List<String> comment = new ArrayList<>();
        int line = lines.indexOf(head) - 1;
        while (line >= 0 && lines.get(line).isComment()) {
            comment.addFirst(lines.get(line--).text().replaceFirst("^#+\\s*", ""));
        }
        String text = String.join(" ", comment).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** A comment right above the next section belongs to that. */
    private List<Statement> withoutDoc(List<Statement> body) {
        int end = body.size();
        while (next < lines.size() && end > 0 && body.get(end - 1) instanceof Statement.Comment) {
            end--;
        }
        return trimmed(body.subList(0, end));
    }

    private static List<Statement> trimmed(List<Statement> body) {
        int start = 0;
        int end = body.size();
        while (end > start && body.get(end - 1) instanceof Statement.Blank) {
            end--;
        }
        while (start < end && body.get(start) instanceof Statement.Blank) {
            start++;
        }
        return body.subList(start, end);
    }

    /** Statements up to the next section or, in a block, to what ends it, which is not taken. */
    private List<Statement> statements(boolean inBlock) {
        List<Statement> statements = new ArrayList<>();
        while (next < lines.size()) {
            LogicalLine line = lines.get(next);
            if (!line.indented() && SECTION.matcher(line.text()).matches()) {
                break;
            }
            Command command = command(line);
            if (inBlock && ENDS.contains(command.word())) {
                break;
            }
            next++;
            if (line.isBlank()) {
                statements.add(new Statement.Blank(line.number()));
            } else if (line.isComment()) {
                String comment = line.text().replaceFirst("^#\\s?", "");
                statements.add(new Statement.Comment(comment, line.number()));
            } else {
                statements.add(statement(command));
            }
        }
        return statements;
    }

    private Statement statement(Command command) {
        return switch (command.word()) {
            case "IF" -> choice(command);
            case "FOR", "WITH", "TRY", "WAIT" -> block(command);
            default -> command;
        };
    }

    private Choice choice(Command first) {
        List<Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        branches.add(new Branch(first.rest(), trimmed(statements(true)), first.line()));
        while (next < lines.size()) {
            Command end = command(lines.get(next));
            if (!ENDS.contains(end.word())) {
                break;
            }
            next++;
            if (end.word().equals("ELSE IF")) {
                branches.add(new Branch(end.rest(), trimmed(statements(true)), end.line()));
            } else if (end.word().equals("ELSE")) {
                otherwise = trimmed(statements(true));
            } else {
                break;
            }
        }
        return new Choice(branches, otherwise, first.line());
    }

    private Block block(Command first) {
        List<Statement> body = trimmed(statements(true));
        List<Statement> last = new ArrayList<>();
        while (next < lines.size()) {
            Command end = command(lines.get(next));
            if (!ENDS.contains(end.word())) {
                break;
            }
            next++;
            if (end.word().equals("END")) {
                break;
            }
            last.addAll(trimmed(statements(true)));
        }
        return new Block(first.word(), first.rest(), body, last, first.line());
    }

    private static Command command(LogicalLine line) {
        Matcher word = WORD.matcher(line.text());
        return word.lookingAt()
                ? new Command(
                        word.group(1), line.text().substring(word.end()).strip(), line.number())
                : new Command("", line.text(), line.number());
    }
}
