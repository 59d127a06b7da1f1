package dev.jbuild.dsl;

import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.dsl.script.LargerProject;
import dev.jbuild.model.Folder;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** What is asked for and not there. */
final class Absences {
    private Absences() {}

    /** Makes a mistake of what asks, at its place. */
    @FunctionalInterface
    interface Asking {
        Diagnostic mistake(String code, String message, String hint);
    }

    /**
     * @param root of the project
     */
    static Diagnostic buildFile(Path root, Folder folder, Asking asking) {
        String place = folder.toString();
        boolean atRoot = place.isEmpty();
        return asking.mistake(
                "missing-build-file",
                "no %s in %s".formatted(Buildfiles.FILE_NAME, atRoot ? root.toString() : place),
                folder.isElsewhere()
                        ? "mend the reference: `github.com/org/repo/folder:ref+name` names a folder"
                                + " with a build file"
                        : atRoot ? cure(root) : "create one or mend the reference");
    }

    private static String cure(Path root) {
        return new LargerProject(root)
                .above()
                .map("there is one above: `-C %s`"::formatted)
                .orElse(
                        Files.isDirectory(root)
                                ? "`jbuild init` writes a first one; `-C` names another folder"
                                : "there is no such folder: mend `-C`");
    }

    static Diagnostic target(TargetRef target, Collection<String> targets, Asking asking) {
        return asking.mistake(
                "unknown-target",
                "unknown target `" + target + "`",
                Suggestion.hint(target.name(), targets, target.folder() + "+", "targets"));
    }
}
