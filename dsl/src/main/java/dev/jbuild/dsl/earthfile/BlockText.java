package dev.jbuild.dsl.earthfile;

import java.util.ArrayList;
import java.util.List;

/** A block as the Earthfile has it. */
final class BlockText {
    private final List<String> lines = new ArrayList<>();

    private BlockText() {}

    static List<String> of(Statement statement) {
        BlockText text = new BlockText();
        text.add(statement, 1);
        return text.lines;
    }

    private void add(Statement statement, int depth) {
        switch (statement) {
            case Statement.Command command -> line(depth, command.source());
            case Statement.Comment comment -> line(depth, "# " + comment.text());
            case Statement.Blank _ -> {}
            case Statement.Choice choice -> {
                String word = "IF ";
                for (Statement.Branch branch : choice.branches()) {
                    line(depth, word + branch.condition());
                    body(branch.body(), depth + 1);
                    word = "ELSE IF ";
                }
                if (!choice.otherwise().isEmpty()) {
                    line(depth, "ELSE");
                    body(choice.otherwise(), depth + 1);
                }
                line(depth, "END");
            }
            case Statement.Block block -> {
                line(depth, (block.word() + " " + block.rest()).strip());
                body(block.body(), depth + 1);
                if (!block.last().isEmpty()) {
                    line(depth, "FINALLY");
                    body(block.last(), depth + 1);
                }
                line(depth, "END");
            }
        }
    }

    private void body(List<Statement> body, int depth) {
        body.forEach(statement -> add(statement, depth));
    }

    private void line(int depth, String text) {
        lines.add("    ".repeat(depth) + text);
    }
}
