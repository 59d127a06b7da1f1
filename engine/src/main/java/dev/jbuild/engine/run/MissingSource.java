package dev.jbuild.engine.run;

import dev.jbuild.model.Step;
import dev.jbuild.model.Step.CopySource;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that is to be copied or mounted and is not where it is taken from. The builder calls
 * that a cache key that it cannot compute.
 */
final class MissingSource {
    private static final Pattern SAID =
            Pattern.compile(
                    "checksum of ref \\S+: \"(.+)\": not found"
                            + "|lstat (/.+): no such file or directory"
                            + "|^(/.+) not found$");

    private MissingSource() {}

    /** What is missing where, and how to find out why. */
    static Optional<Diagnosis> of(Step step, String said) {
        Matcher matcher = SAID.matcher(said);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String path =
                Stream.of(matcher.group(1), matcher.group(2), matcher.group(3))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
        return switch (step) {
            case Step.Copy copy ->
                    of(copy.source(), path, "; a `copy` may have it missing with ifExists: true");
            case Step.Run run ->
                    run.mounts().stream()
                            .map(Step.Copy::source)
                            .filter(source -> isOf(source, path))
                            .findFirst()
                            .flatMap(source -> of(source, path, ""));
            default -> Optional.empty();
        };
    }

    /** Which of several mounts it is: the path of an artifact may begin at a folder of its own. */
    private static boolean isOf(CopySource source, String path) {
        return source instanceof CopySource.Artifact artifact
                && path.endsWith("/" + artifact.path());
    }

    private static Optional<Diagnosis> of(CopySource source, String path, String otherwise) {
        return switch (source) {
            case CopySource.Artifact artifact -> {
                String target = artifact.recipe().target().toString();
                yield Optional.of(
                        new Diagnosis(
                                "`%s` made no `%s`".formatted(target, path),
                                "look at what is there: jbuild shell " + target + otherwise));
            }
            case CopySource.Image image ->
                    Optional.of(
                            new Diagnosis(
                                    "image `%s` has no `%s`".formatted(image.name(), path),
                                    "check the path" + otherwise));
            default -> Optional.empty();
        };
    }
}
