package dev.jbuild.dsl;

import dev.jbuild.model.Folder;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.List;

/** The targets that a command line names. */
final class Goals {
    private Goals() {}

    static List<TargetRef> parse(List<String> goals) throws UserMistake {
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
                                "as in `+name`, `./folder+name` or"
                                        + " `github.com/org/repo/folder:ref+name`"));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(mistakes);
        }
        return targets;
    }
}
