package dev.jbuild.dsl.script;

import dev.jbuild.model.Folder;
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
    private static final Pattern FORM = Pattern.compile("([^+]*)(\\+[^/]*)(/.*)?", Pattern.DOTALL);
    private static final Pattern FOLDER = Pattern.compile("(?:\\.{1,2}(?:/.*)?)?", Pattern.DOTALL);

    private References() {}

    /**
     * Whether a base or a source means a target: it has a {@code +} behind nothing, a folder or the
     * address of a repository.
     */
    static boolean isReference(String written) {
        Matcher matcher = FORM.matcher(written);
        return matcher.matches()
                && (FOLDER.matcher(matcher.group(1)).matches()
                        || Folder.isAddress(matcher.group(1)));
    }

    /** Notes that the current target needs another one. */
    static RecipeId target(
            Call call, String written, Platform platform, SortedMap<String, String> passed) {
        String target = wholeTarget(call, written);
        return note(call, written, target, Optional.empty(), platform, passed);
    }

    private static String wholeTarget(Call call, String written) {
        Matcher matcher = matched(call, written);
        if (matcher.group(3) != null) {
            throw call.mistakeAt(
                    written,
                    "reference",
                    "`" + written + "` is an artifact, and this step takes a target",
                    "leave out `" + matcher.group(3) + "`");
        }
        return target(matcher);
    }

    /** A target that nothing is needed of. */
    static TargetRef named(Call call, String written) {
        return parse(call, written, wholeTarget(call, written));
    }

    /** Notes that the current target needs an artifact of another one. */
    static ArtifactSource artifact(Call call, String written, SortedMap<String, String> passed) {
        Matcher matcher = matched(call, written);
        if (matcher.group(3) == null) {
            throw call.mistakeAt(
                    written,
                    "reference",
                    "`" + written + "` does not say which artifact",
                    "as in `" + written + "/path`");
        }
        String path = matcher.group(3).substring(1);
        Platform platform = call.run().target(call).platform();
        return new ArtifactSource(
                note(call, written, target(matcher), Optional.of(path), platform, passed), path);
    }

    private static Matcher matched(Call call, String written) {
        Matcher matcher = FORM.matcher(written);
        if (!isReference(written) || !matcher.matches()) {
            throw call.mistakeAt(
                    written,
                    "reference",
                    "`" + written + "` is no reference to a target",
                    "as in `+name` or `./folder+name`");
        }
        return matcher;
    }

    private static String target(Matcher matcher) {
        return matcher.group(1) + matcher.group(2);
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
            if (Folder.isAddress(target.substring(0, target.indexOf('+')))) {
                throw call.mistakeAt(
                        written,
                        "repository",
                        "`" + written + "`: " + e.getMessage(),
                        "as in `github.com/org/repo/folder:ref+name` or"
                                + " `https://example.org/repo.git/folder:ref+name`");
            }
            throw call.mistakeAt(
                    written,
                    "reference",
                    "`" + written + "` is no reference to a target of this project",
                    LargerProject.cure(call.file(), target)
                            .orElse("as in `+name` or `./folder+name`"));
        }
    }

    /** An artifact that a copy takes. */
    record ArtifactSource(RecipeId recipe, String path) {}
}
