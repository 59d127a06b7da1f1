package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.model.Step;

import java.util.List;

/** The names of the ways to share a cache folder. */
final class SharingNames {
    private static final List<String> NAMES = List.of("shared", "locked", "private");

    private SharingNames() {}

    static Step.Sharing parse(Call call, String name) {
        return switch (name) {
            case "shared" -> Step.Sharing.SHARED;
            case "locked" -> Step.Sharing.LOCKED;
            case "private" -> Step.Sharing.PRIVATE;
            default ->
                    throw call.mistakeAt(
                            name,
                            "sharing",
                            "`" + name + "` is no way to share a cache",
                            Suggestion.hint(name, NAMES, "", "`sharing:` takes"));
        };
    }
}
