package dev.jbuild.dsl;

import dev.jbuild.dsl.script.LargerProject;
import dev.jbuild.model.Folder;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The targets that a command line names. */
final class Goals {
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
}
