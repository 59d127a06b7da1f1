package dev.jbuild.cli.option;

import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.util.List;

/** Reads {@code jbuild cache}. */
final class CacheReader {
    private CacheReader() {}

    static CacheTask read(ParseResult cache) throws UserMistake {
        List<String> words = cache.matchedPositionalValue(0, List.of());
        CacheTask task = task(words);
        boolean isAboutSize = task == CacheTask.STATUS || task == CacheTask.COLLECT;
        if (!isAboutSize && cache.hasMatchedOption(Syntax.CACHE_SIZE)) {
            throw UsageMistakes.notTaken(
                    Syntax.CACHE_SIZE,
                    "cache " + words.getFirst(),
                    "it is for `cache status` and `cache gc`");
        }
        return task;
    }

    private static CacheTask task(List<String> words) throws UserMistake {
        return switch (String.join(" ", words)) {
            case "status" -> CacheTask.STATUS;
            case "gc" -> CacheTask.COLLECT;
            case "verify" -> CacheTask.VERIFY;
            case "clear" -> CacheTask.CLEAR;
            default ->
                    throw UsageMistakes.mistake(
                            "unexpected-argument",
                            words.isEmpty()
                                    ? "`cache` does not say what to do"
                                    : "`cache` cannot `" + String.join(" ", words) + "`",
                            "valid are status, gc, verify and clear");
        };
    }
}
