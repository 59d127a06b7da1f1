package dev.jbuild.cdn.release;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a folder becomes a release.
 *
 * @param base what stands in front of a path where it is served: {@code /}, {@code /static/} or
 *     {@code https://cdn.example.com/shop/}; ends with a slash
 * @param fingerprint files that get a hash into their names
 * @param adopt files whose names have a hash already, beside those that look so
 * @param integrity whether pages get {@code integrity} attributes for scripts and styles
 * @param precompress what siblings a file gets
 * @param cacheControl the last rule that matches a path counts
 * @param lists files that the release gets in addition
 */
public record ReleaseRules(
        String base,
        List<PathPattern> fingerprint,
        List<PathPattern> adopt,
        boolean integrity,
        Set<Codec> precompress,
        List<CacheRule> cacheControl,
        List<ListFile> lists) {

    /** Nothing is renamed or compressed; hashed names that are there are recognised. */
    public static final ReleaseRules DEFAULT =
            new ReleaseRules("/", List.of(), List.of(), false, Set.of(), List.of(), List.of());

    public ReleaseRules {
        if (!base.endsWith("/")) {
            throw new IllegalArgumentException("the base `" + base + "` does not end with a slash");
        }
        fingerprint = List.copyOf(fingerprint);
        adopt = List.copyOf(adopt);
        Set<Codec> codecs = EnumSet.noneOf(Codec.class);
        codecs.addAll(precompress);
        precompress = Collections.unmodifiableSet(codecs);
        cacheControl = List.copyOf(cacheControl);
        lists = List.copyOf(lists);
    }

    public ReleaseRules withBase(String base) {
        return new ReleaseRules(
                base, fingerprint, adopt, integrity, precompress, cacheControl, lists);
    }

    public ReleaseRules withFingerprint(String... patterns) {
        return new ReleaseRules(
                base, patterns(patterns), adopt, integrity, precompress, cacheControl, lists);
    }

    public ReleaseRules withAdopt(String... patterns) {
        return new ReleaseRules(
                base, fingerprint, patterns(patterns), integrity, precompress, cacheControl, lists);
    }

    public ReleaseRules withIntegrity() {
        return new ReleaseRules(base, fingerprint, adopt, true, precompress, cacheControl, lists);
    }

    public ReleaseRules withPrecompress(Set<Codec> codecs) {
        return new ReleaseRules(base, fingerprint, adopt, integrity, codecs, cacheControl, lists);
    }

    public ReleaseRules withCacheControl(List<CacheRule> rules) {
        return new ReleaseRules(base, fingerprint, adopt, integrity, precompress, rules, lists);
    }

    public ReleaseRules withLists(List<ListFile> files) {
        return new ReleaseRules(
                base, fingerprint, adopt, integrity, precompress, cacheControl, files);
    }

    private static List<PathPattern> patterns(String... patterns) {
        return List.of(patterns).stream().map(PathPattern::parse).toList();
    }
}
