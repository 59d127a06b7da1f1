package dev.jbuild.dsl;

import dev.jbuild.dsl.script.LargerProject;
import dev.jbuild.model.Folder;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The targets that a command line names. */
final class Goals {
    private static final Pattern ARTIFACT = Pattern.compile("(|\\./[^+]*)\\+([^/]+)/(.+)");

    private Goals() {}

    /**
     * @param root of the project
     */
    static List<TargetRef> parse(List<String> goals, Path root) throws UserMistake {
        List<TargetRef> targets = new ArrayList<>();
        List<Diagnostic> mistakes = new ArrayList<>();
        for (String goal : goals) {
            try {
                targets.add(TargetRef.parse(goal, ""));
            } catch (IllegalArgumentException e) {
                mistakes.add(
                        Diagnostic.of(
                                "goal",
                                Folder.isAddress(goal)
                                        ? "`" + goal + "`: " + e.getMessage()
                                        : "`" + goal + "` is no target of this project",
                                new LargerProject(root)
                                        .cure(goal)
                                        .or(() -> ofArtifact(goal))
                                        .orElse(
                                                "as in `+name`, `./folder+name` or"
                                                        + " `github.com/org/repo/folder:ref+name`")));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(mistakes);
        }
        return targets;
    }

    /** An artifact may be meant, or, where its name could be one, a target in a folder. */
    private static Optional<String> ofArtifact(String goal) {
        Matcher matcher = ARTIFACT.matcher(goal);
        if (!matcher.matches() || !TargetRef.isName(matcher.group(2))) {
            return Optional.empty();
        }
        String folder = matcher.group(2);
        String path = matcher.group(3);
        return Optional.of(
                "an artifact is made by its target: `%s+%s`".formatted(matcher.group(1), folder)
                        + (matcher.group(1).isEmpty() && TargetRef.isName(path)
                                ? "; a target of a folder is written `./%s+%s`"
                                        .formatted(folder, path)
                                : ""));
    }
}
