package dev.jbuild.engine;

import dev.jbuild.cache.file.IgnoreFiles;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.Folder;
import dev.jbuild.model.Step;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds copies of folders and patterns that take along what the build delivers. Then a delivery
 * changes what was copied, and the next build makes the target anew. What a copy names itself is
 * meant.
 */
final class CopiedOutputs {
    private CopiedOutputs() {}

    /** What to tell, once for each copy and place. */
    static Set<String> notices(List<Output> outputs, Map<Step.Copy, SelectedFiles> files) {
        Set<String> notices = new LinkedHashSet<>();
        files.forEach(
                (copy, selected) -> {
                    if (copy.source() instanceof Step.CopySource.Context context
                            && !context.folder().isElsewhere()) {
                        for (Output output : outputs) {
                            place(output)
                                    .flatMap(place -> within(context.folder(), place))
                                    .filter(place -> !isMeant(context, place))
                                    .filter(place -> takes(selected.selection(), place))
                                    .ifPresent(place -> notices.add(notice(copy, selected, place)));
                        }
                    }
                });
        return notices;
    }

    /** Where an output lies in the project; empty for what lies elsewhere. */
    private static Optional<String> place(Output output) {
        return switch (output) {
            case Output.Files files -> Optional.of(files.destination());
            case Output.Archive archive -> Optional.of(archive.destination());
            case Output.Deploy deploy -> Optional.of(deploy.destination());
            case Output.Cdn cdn ->
                    cdn.release().origin() instanceof CdnRelease.Origin.Folder(String path)
                            ? Optional.of(Path.of(cdn.folder()).resolve(path).toString())
                            : Optional.empty();
            case Output.Image _ -> Optional.empty();
        };
    }

    /** The same place, seen from a folder of the project; empty where it is not below it. */
    private static Optional<String> within(Folder folder, String place) {
        Path from = Path.of(folder.path()).normalize();
        Path to = Path.of(place).normalize();
        return folder.path().isEmpty()
                ? Optional.of(to.toString())
                : Optional.of(to)
                        .filter(path -> path.startsWith(from))
                        .map(from::relativize)
                        .map(Path::toString);
    }

    private static boolean isMeant(Step.CopySource.Context context, String place) {
        return context.patterns().stream().anyMatch(pattern -> Path.of(pattern).startsWith(place));
    }

    private static boolean takes(Selection selection, String place) {
        return selection.found().stream()
                .map(Selection.Found::path)
                .anyMatch(path -> path.equals(place) || path.startsWith(place + "/"));
    }

    private static String notice(Step.Copy copy, SelectedFiles selected, String place) {
        String ignoreFile =
                selected.ignored()
                        .file()
                        .map(file -> String.valueOf(file.path().getFileName()))
                        .orElse(IgnoreFiles.NAMES.getFirst());
        return "`%s`, which this build delivers, is among the files of %s: the next build makes them anew; put `%s` into `%s`"
                .formatted(place, copy.span(), place, ignoreFile);
    }
}
