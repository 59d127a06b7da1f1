package dev.jbuild.dsl;

import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;

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
     * @param folder relative to the root, empty for the root itself
     */
    static Diagnostic buildFile(Path root, String folder, Asking asking) {
        return asking.mistake(
                "missing-build-file",
                "no %s in %s"
                        .formatted(
                                Buildfiles.FILE_NAME,
                                folder.isEmpty() ? root.toString() : "./" + folder),
                folder.isEmpty() ? "create one or use -C" : "create one or mend the reference");
    }

    static Diagnostic target(TargetRef target, Collection<String> targets, Asking asking) {
        String prefix = target.folder().isEmpty() ? "+" : "./" + target.folder() + "+";
        return asking.mistake(
                "unknown-target",
                "unknown target `" + target + "`",
                Suggestion.hint(target.name(), targets, prefix, "targets"));
    }
}
