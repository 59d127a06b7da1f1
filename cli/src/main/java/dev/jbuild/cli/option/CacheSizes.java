package dev.jbuild.cli.option;

import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 20G}, {@code 500M}, {@code 15%}. */
final class CacheSizes {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(?:([KMGT])B?|(%))");
    private static final long THOUSAND = 1000;

    private CacheSizes() {}

    /**
     * Reads a size.
     *
     * @param source where it is written, for the message
     */
    static CacheSize parse(String source, String text) throws UserMistake {
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            int number = Integer.parseInt(size.group(1));
            if (size.group(2) != null) {
                return new CacheSize.Bytes(number * unit(size.group(2)));
            }
            if (number >= 1 && number <= 100) {
                return new CacheSize.Share(number);
            }
        }
        throw new UserMistake(
                Diagnostic.of(
                        "invalid-option",
                        "`" + source + " " + text + "` is not a size",
                        "a size is a number with M, G or T, or a share of the disk, such as 20G"
                                + " or 15%"));
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "K" -> THOUSAND;
            case "M" -> THOUSAND * THOUSAND;
            case "G" -> THOUSAND * THOUSAND * THOUSAND;
            default -> THOUSAND * THOUSAND * THOUSAND * THOUSAND;
        };
    }
}
