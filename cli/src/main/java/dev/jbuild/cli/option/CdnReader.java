package dev.jbuild.cli.option;

import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code jbuild cdn}. */
final class CdnReader {
    private CdnReader() {}

    static Invocation read(ProjectOptions project, ParseResult cdn) throws UserMistake {
        List<String> words = cdn.matchedPositionalValue(0, List.of());
        String verb = words.isEmpty() ? "" : words.getFirst();
        boolean takeOver = cdn.hasMatchedOption(Syntax.TAKE_OVER);
        int expected = 2;
        CdnTask task;
        switch (verb) {
            case "releases" -> task = new CdnTask.Releases();
            case "rollback" -> {
                task =
                        new CdnTask.Rollback(
                                words.size() > 2 ? Optional.of(words.get(2)) : Optional.empty(),
                                takeOver);
                expected = Math.max(2, Math.min(3, words.size()));
            }
            case "expire" ->
                    task =
                            new CdnTask.Expire(
                                    OptionValues.count(cdn, Syntax.KEEP, 5),
                                    Duration.ofDays(OptionValues.count(cdn, Syntax.GRACE, 14)),
                                    takeOver);
            default ->
                    throw UsageMistakes.mistake(
                            "invalid-option",
                            verb.isEmpty()
                                    ? "`cdn` needs to know what to do"
                                    : "`cdn " + verb + "` is nothing that can be done",
                            "there are `cdn releases`, `cdn rollback` and `cdn expire`, each with"
                                    + " an origin");
        }
        if (words.size() != expected) {
            throw UsageMistakes.mistake(
                    words.size() < expected ? "missing-argument" : "unexpected-argument",
                    words.size() < expected
                            ? "`cdn " + verb + "` needs an origin"
                            : "`" + words.get(expected) + "` has no place here",
                    "as in `jbuild cdn " + verb + " file:build/cdn`");
        }
        return new Invocation.Cdn(project, words.get(1), task);
    }
}
