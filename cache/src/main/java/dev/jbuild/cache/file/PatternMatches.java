package dev.jbuild.cache.file;

import dev.jbuild.cache.file.glob.Glob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The patterns of a query and what each has matched so far, on any thread. */
final class PatternMatches {
    private final List<Glob> patterns;
    private final List<ConcurrentLinkedQueue<String>> paths = new ArrayList<>();

    PatternMatches(List<Glob> patterns) {
        this.patterns = patterns;
        patterns.forEach(pattern -> paths.add(new ConcurrentLinkedQueue<>()));
    }

    boolean any(String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    boolean mayMatchBelow(String folder) {
        return patterns.stream().anyMatch(pattern -> pattern.mayMatchBelow(folder));
    }

    /**
     * The names in a folder that could match or lead to a match, where these are known without
     * looking; empty where they are not.
     */
    Optional<Set<String>> onlyChildren(String folder) {
        Set<String> names = new TreeSet<>();
        for (Glob pattern : patterns) {
            if (pattern.mayMatchBelow(folder)) {
                Optional<String> name = pattern.onlyChild(folder);
                if (name.isEmpty()) {
                    return Optional.empty();
                }
                names.add(name.get());
            }
        }
        return Optional.of(names);
    }

    /** Notes the path for each pattern that it matches. */
    void record(String path) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(path)) {
                paths.get(i).add(path);
            }
        }
    }

    List<Selection.Match> inOrder() {
        List<Selection.Match> matches = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            List<String> sorted = paths.get(i).stream().sorted(Utf8Order::compare).toList();
            matches.add(new Selection.Match(patterns.get(i), sorted));
        }
        return matches;
    }
}
