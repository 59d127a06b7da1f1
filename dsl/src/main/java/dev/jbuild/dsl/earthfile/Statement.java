package dev.jbuild.dsl.earthfile;

import java.util.List;
import java.util.Optional;

/** A statement of an Earthfile. */
sealed interface Statement {
    /** Line of the Earthfile, from 1. */
    int line();

    /**
     * A command.
     *
     * @param word in capitals, such as {@code SAVE ARTIFACT}
     * @param rest what stands behind it, with the line breaks of continued lines
     */
    record Command(String word, String rest, int line) implements Statement {
        String source() {
            return (word + " " + rest).strip();
        }
    }

    /** A comment, without its mark. */
    record Comment(String text, int line) implements Statement {}

    /** An empty line. */
    record Blank(int line) implements Statement {}

    /**
     * {@code IF} and what follows up to its {@code END}.
     *
     * @param otherwise what stands behind {@code ELSE}; empty when there is none
     */
    record Choice(List<Branch> branches, List<Statement> otherwise, int line) implements Statement {
        public Choice {
            branches = List.copyOf(branches);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** A condition, and what is done when it holds. */
    record Branch(String condition, List<Statement> body, int line) {
        public Branch {
            body = List.copyOf(body);
        }
    }

    /**
     * {@code FOR}, {@code WITH DOCKER}, {@code TRY} or {@code WAIT} up to its {@code END}.
     *
     * @param word the first word, in capitals
     * @param rest what stands behind it
     * @param last what stands behind {@code FINALLY} or {@code CATCH}
     */
    record Block(String word, String rest, List<Statement> body, List<Statement> last, int line)
            implements Statement {
        public Block {
            body = List.copyOf(body);
            last = List.copyOf(last);
        }
    }

    /**
     * A target or a function.
     *
     * @param doc the comment above it
     * @param function whether it is a function, which other targets call with {@code DO}
     */
    record Section(
            String name, Optional<String> doc, List<Statement> body, boolean function, int line) {
        public Section {
            body = List.copyOf(body);
        }
    }
}
