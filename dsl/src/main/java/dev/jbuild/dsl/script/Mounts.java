package dev.jbuild.dsl.script;

import dev.jbuild.model.Step;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The option {@code mounts:} of a {@code run}: places with what the run finds there. */
final class Mounts {
    private static final String NAME = "mounts";

    /** The root itself, however it is written. */
    private static final Pattern ROOT = Pattern.compile("/[/.]*");

    private Mounts() {}

    static List<Step.Copy> of(Call call, Options given) {
        return switch (given.values().get(NAME)) {
            case null -> List.of();
            case Map<?, ?> map ->
                    call.named("the source for", map).sequencedEntrySet().stream()
                            .map(entry -> mount(call, entry.getKey(), entry.getValue()))
                            .toList();
            default ->
                    throw call.mistake(
                            "type", "`mounts:` takes a map", "as in `mounts: ['/src': 'src']`");
        };
    }

    private static Step.Copy mount(Call call, String place, String written) {
        if (ROOT.matcher(place).matches()) {
            throw call.mistakeAt(
                    place,
                    "mount-root",
                    "`" + place + "` is the file system of the target itself",
                    "mount at a folder in it, as in `mounts: ['/src': 'src']`");
        }
        String source = call.text("the source for `" + place + "`", written);
        return new Step.Copy(source(call, source), place, Step.CopyOptions.DEFAULT, call.span());
    }

    private static Step.CopySource source(Call call, String written) {
        if (References.isReference(written)) {
            References.ArtifactSource artifact =
                    References.artifact(call, written, new TreeMap<>(Map.of()));
            return new Step.CopySource.Artifact(artifact.recipe(), artifact.path());
        }
        return new Step.CopySource.Context(
                call.run().folder(), List.of(Copies.projectPath(call, written)));
    }
}
