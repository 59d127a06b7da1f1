package dev.jbuild.cache.file.glob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an ignore file says, in the rules of {@code .dockerignore}: one pattern per line, relative
 * to the folder of the file; {@code #} starts a comment line; {@code !} makes an exception; the
 * last line that matches a path or one of its parents decides.
 */
public final class IgnoreRules {
    /** Ignores nothing. */
    public static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads the lines of an ignore file.
     *
     * @throws IllegalArgumentException when a line is malformed; the message names it
     */
    public static IgnoreRules parse(List<String> lines) {
        return new IgnoreRules(lines.stream().flatMap(l -> Rule.parse(l).stream()).toList());
    }

    /** These rules, then {@code later} ones, which win. */
    public IgnoreRules then(IgnoreRules later) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(later.rules);
        return new IgnoreRules(all);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Whether a path is ignored. A walk goes down from {@link #start} instead. */
    public boolean ignores(String path) {
        Position position = start();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            position = position.enter(path.substring(0, slash));
        }
        return position.enter(path).ignored();
    }

    /** The position of a walk in the folder that the rules belong to, which is never ignored. */
    public Position start() {
        return new Position("", new boolean[rules.size()]);
    }

    /** The rules as they stand at one path: what matched it or a parent. */
    public final class Position {
        private final String path;
        private final boolean[] matched;
        private final boolean ignored;

        private Position(String path, boolean[] matched) {
            this.path = path;
            this.matched = matched;
            boolean verdict = false;
            for (int i = 0; i < matched.length; i++) {
                if (matched[i]) {
                    verdict = !rules.get(i).exception();
                }
            }
            this.ignored = verdict;
        }

        /**
         * Goes down by one name.
         *
         * @param child path of a child of this position
         */
        public Position enter(String child) {
            boolean[] below = matched.clone();
            for (int i = 0; i < below.length; i++) {
                below[i] = below[i] || rules.get(i).glob().matches(child);
            }
            return new Position(child, below);
        }

        public boolean ignored() {
            return ignored;
        }

        /** Whether something below could still count: false only when all of it is ignored. */
        public boolean mayKeepBelow() {
            return !ignored
                    || rules.stream()
                            .anyMatch(rule -> rule.exception() && rule.glob().mayMatchBelow(path));
        }
    }

    private record Rule(Glob glob, boolean exception) {
        static Optional<Rule> parse(String line) {
            if (line.startsWith("#")) {
                return Optional.empty();
            }
            String text = line.strip();
            boolean exception = text.startsWith("!");
            String pattern = exception ? text.substring(1).strip() : text;
            if (exception && pattern.isEmpty()) {
                throw new IllegalArgumentException("nothing follows a `!`");
            }
            if (pattern.isEmpty()) {
                return Optional.empty();
            }
            Glob glob = Glob.parse(pattern);
            // Docker passes over a lone `.`; ignoring everything is spelt `*`.
            return glob.isRoot() ? Optional.empty() : Optional.of(new Rule(glob, exception));
        }
    }
}
