package dev.jbuild.cache.file;

import dev.jbuild.cache.file.glob.IgnoreRules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A path that a walk has come to, and what is known of it without looking at the file.
 *
 * @param ignore the ignore rules as they stand here
 * @param covers one for each match at or above this path
 */
record WalkPoint(FileQuery query, String path, IgnoreRules.Position ignore, List<Cover> covers) {
    /** The root, which only the pattern {@code .} matches. */
    static WalkPoint start(FileQuery query, PatternMatches matches) {
        WalkPoint root = new WalkPoint(query, "", query.ignore().start(), List.of());
        matches.record("");
        return root.asFolder(matches);
    }

    WalkPoint child(String name) {
        String child = path.isEmpty() ? name : path + "/" + name;
        List<Cover> below = new ArrayList<>(covers.size());
        for (Cover cover : covers) {
            below.add(cover.enter(child));
        }
        return new WalkPoint(query, child, ignore.enter(child), below);
    }

    /** Whether the file could be selected or lead to one that is. */
    boolean worthALook(PatternMatches matches) {
        return ignore.mayKeepBelow()
                && (coversSomething() || matches.any(path) || matches.mayMatchBelow(path));
    }

    /** Whether something below this folder could be selected. */
    boolean worthEntering(PatternMatches matches) {
        return ignore.mayKeepBelow() && (coversSomething() || matches.mayMatchBelow(path));
    }

    /** The names in this folder that count, where these are known without looking. */
    Optional<Set<String>> onlyChildren(PatternMatches matches) {
        return coversSomething() ? Optional.empty() : matches.onlyChildren(path);
    }

    /** The point, once it is known to be a folder: a match covers all below it. */
    WalkPoint asFolder(PatternMatches matches) {
        return matches.any(path) ? with(new Cover(path, query.exclude().start())) : this;
    }

    /** The point, once it is known not to be a folder: excluded by its name alone. */
    WalkPoint asFile(PatternMatches matches) {
        if (!matches.any(path)) {
            return this;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        return with(new Cover(path, query.exclude().start().enter(name)));
    }

    boolean ignored() {
        return ignore.ignored();
    }

    boolean covered() {
        return !covers.isEmpty();
    }

    boolean selected() {
        return !ignored() && covers.stream().anyMatch(cover -> !cover.exclude().ignored());
    }

    private boolean coversSomething() {
        return covers.stream().anyMatch(cover -> cover.exclude().mayKeepBelow());
    }

    private WalkPoint with(Cover cover) {
        List<Cover> more = new ArrayList<>(covers);
        more.add(cover);
        return new WalkPoint(query, path, ignore, more);
    }

    /**
     * A match that stands for what lies below it.
     *
     * @param match path that a pattern matched
     * @param exclude the query's exclusions, which are relative to the match, as they stand here
     */
    record Cover(String match, IgnoreRules.Position exclude) {
        Cover enter(String path) {
            int skip = match.isEmpty() ? 0 : match.length() + 1;
            return new Cover(match, exclude.enter(path.substring(skip)));
        }
    }
}
