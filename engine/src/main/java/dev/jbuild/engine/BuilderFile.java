package dev.jbuild.engine;

import dev.jbuild.engine.git.CommittedFiles;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code .builder} of a project: who runs steps, as {@code --builder} has it, one on each
 * line. Empty lines and lines that begin with {@code #} say nothing.
 *
 * <p>It is of whoever uses the project, not of the project: a builder gets sources, secrets and
 * logins. So one that came with the repository is refused.
 */
final class BuilderFile {
    static final String NAME = ".builder";

    private BuilderFile() {}

    /**
     * The builders that the file of a project names; none when there is no file.
     *
     * @throws UserMistake for the first line that is not right, and for a file that is committed
     */
    static Builders read(Path root) throws BuildException {
        Path file = root.resolve(NAME);
        if (!Files.exists(file)) {
            return Builders.NONE;
        }
        try {
            if (CommittedFiles.has(file)) {
                throw mistake(
                        new SourceSpan(NAME, 1, 1, 1),
                        "builder-committed",
                        "`"
                                + NAME
                                + "` is in the repository, and whoever can change it there could"
                                + " choose who gets your sources, secrets and logins",
                        "take it out (git rm --cached "
                                + NAME
                                + ") and name it in .gitignore; everybody has one of their own");
            }
            return parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "builder-file",
                    "cannot read `" + file + "`: " + e.getMessage(),
                    "check its permissions; it is text, with a builder on each line",
                    e);
        }
    }

    private static Builders parse(List<String> lines) throws UserMistake {
        List<String> given = new ArrayList<>();
        Builders builders = Builders.NONE;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            given.add(line);
            try {
                builders = Builders.parse(given);
            } catch (IllegalArgumentException e) {
                throw mistake(
                        new SourceSpan(NAME, i + 1, 1, lines.get(i).length() + 1),
                        "invalid-builder",
                        String.valueOf(e.getMessage()),
                        "each line is ADDRESS or PLATFORM=ADDRESS, as in"
                                + " linux/arm64=tcp://arm.example:1234");
            }
        }
        return builders;
    }

    private static UserMistake mistake(SourceSpan span, String code, String message, String hint) {
        return new UserMistake(Diagnostic.at(span, code, message, hint));
    }
}
