package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cdn.release.ContentTypes;
import dev.jbuild.cdn.release.PathPattern;

import java.util.List;
import java.util.regex.Pattern;

/** Files that visitors ask for without being told. */
final class AskedFor {
    /** What browsers, robots and readers of feeds look for by themselves. */
    private static final Pattern BY_CUSTOM =
            Pattern.compile(
                    "favicon\\.ico|robots\\.txt|browserconfig\\.xml|apple-touch-icon[^/]*\\.png"
                            + "|\\.well-known/.*|(?:.*/)?(?:sitemap[^/]*|feed|rss|atom)\\.xml",
                    Pattern.DOTALL);

    private AskedFor() {}

    /** Whether people link to it and keep its address. */
    static boolean isPage(String path) {
        return ContentTypes.isPage(ContentTypes.of(path));
    }

    /**
     * Whether someone looks for it by custom; not what a pattern names itself, whose owner knows.
     */
    static boolean byCustom(String path, List<PathPattern> patterns) {
        return BY_CUSTOM.matcher(path).matches()
                && patterns.stream().noneMatch(pattern -> isNamed(path, pattern));
    }

    private static boolean isNamed(String path, PathPattern pattern) {
        return pattern.matches(path) && pattern.toString().contains(Scanner.name(path));
    }
}
