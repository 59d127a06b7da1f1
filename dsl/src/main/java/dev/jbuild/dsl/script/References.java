package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetRef;

import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References to targets and their artifacts, as written in a step. */
final class References {
    private static final Pattern REFERENCE =
            Pattern.compile("((?:\\.{1,2}(?:/[^+]*)?)?\\+[^/]*)(/.*)?", Pattern.DOTALL);

    private References() {}

    /** Whether a base or a source means a target: it has a {@code +} behind nothing or a folder. */
    static boolean isReference(String written) {
        return REFERENCE.matcher(written).matches();
    }

    /** Notes that the current target needs another one. */
    static RecipeId target(
            Call call, String written, Platform platform, SortedMap<String, String> passed) {
        String target = wholeTarget(call, written);
        return note(call, written, target, Optional.empty(), platform, passed);
    }

    private static String wholeTarget(Call call, String written) {
        Matcher matcher = matched(call, written);
        if (matcher.group(2) != null) {
            throw call.mistakeAt(
                    written,
                    "reference",
                    "`" + written + "` is an artifact, and this step takes a target",
                    "leave out `" + matcher.group(2) + "`");
        }
        return matcher.group(1);
    }

    /** A target that nothing is needed of. */
    static TargetRef named(Call call, String written) {
        return parse(call, written, wholeTarget(call, written));
    }

    /** Notes that the current target needs an artifact of another one. */
    static ArtifactSource artifact(Call call, String written, SortedMap<String, String> passed) {
        Matcher matcher = matched(call, written);
        if (matcher.group(2) == null) {
            throw call.mistakeAt(
                    written,
                    "reference",
                    "`" + written + "` does not say which artifact to copy",
                    "as in `" + written + "/path`");
        }
        String path = matcher.group(2).substring(1);
        Platform platform = call.run().target(call).platform();
        return new ArtifactSource(
                note(call, written, matcher.group(1), Optional.of(path), platform, passed), path);
    }

    private static Matcher matched(Call call, String written) {
        Matcher matcher = REFERENCE.matcher(written);
        if (!matcher.matches()) {
            throw call.mistakeAt(
                    written,
                    "reference",
                    "`" + written + "` is no reference to a target",
                    "as in `+name` or `./folder+name`");
        }
        return matcher;
    }

    private static RecipeId note(
            Call call,
            String written,
            String target,
            Optional<String> artifact,
            Platform platform,
            SortedMap<String, String> passed) {
        RecipeId recipe = new RecipeId(parse(call, written, target), platform, passed);
        SourceSpan span = call.file().source().find(call.place(), written);
        call.run()
                .target(call)
                .reference(
                        new Reference(
                                recipe, artifact, span, call.file().source().line(span.line())));
        return recipe;
    }

    private static TargetRef parse(Call call, String written, String target) {
        try {
            return TargetRef.parse(target, call.file().folder());
        } catch (IllegalArgumentException e) {
            throw call.mistakeAt(
                    written,
                    "reference",
                    "`" + written + "` is no reference to a target of this project",
                    "as in `+name` or `./folder+name`");
        }
    }

    /** An artifact that a copy takes. */
    record ArtifactSource(RecipeId recipe, String path) {}
}
