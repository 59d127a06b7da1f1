package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cdn.reference.Address;
import dev.jbuild.cdn.reference.Reference;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words of a file, outside of its references, that are names of files or folders: places that
 * may ask for a file by its own name and that nobody dares to rewrite.
 *
 * @param names file names that occur
 * @param folders folders that occur in front of what is computed, as in {@code "img/" + name} and
 *     {@code "img/flag-" + name}
 * @param beginnings of file names in front of what is computed, where no folder is: {@code "flag-"
 *     + name}
 */
record Mentions(Set<String> names, Set<String> folders, Set<String> beginnings) {
    static final Mentions NONE = new Mentions(Set.of(), Set.of(), Set.of());

    /** A shorter beginning would keep names that have nothing to do with it. */
    private static final int SHORTEST = 3;

    /**
     * @param text one character per byte
     * @param references left out of the search
     * @param known names that are looked for; each {@link #isWord}
     */
    static Mentions in(String text, List<Reference> references, Set<String> known) {
        Search search = new Search(text, known);
        int from = 0;
        for (Reference reference : references) {
            search.run(from, reference.start());
            from = reference.end();
        }
        search.run(from, text.length());
        return search.found();
    }

    /**
     * Whether a name, where it occurs, can be told from what surrounds it. Letters beyond ASCII are
     * written in too many ways: JSON, scripts and pages have escapes of their own.
     */
    static boolean isWord(String name) {
        return name.chars().allMatch(c -> c < 0x80 && isPart((char) c)) && !name.endsWith(".");
    }

    private static final class Search {
        private final String text;
        private final Set<String> known;
        private final Set<String> names = new TreeSet<>();
        private final Set<String> folders = new TreeSet<>();
        private final Set<String> beginnings = new TreeSet<>();

        Search(String text, Set<String> known) {
            this.text = text;
            this.known = known;
        }

        void run(int start, int end) {
            int i = start;
            while (i < end) {
                if (!isPart(text.charAt(i))) {
                    i++;
                    continue;
                }
                int word = i;
                boolean dotted = false;
                while (i < end && isPart(text.charAt(i))) {
                    dotted |= text.charAt(i) == '.';
                    i++;
                }
                int stop = i;
                if (i + 1 < end && text.charAt(i) == '/' && endsString(text, i + 1)) {
                    folders.add(folder(text, start, i));
                }
                if (isContinued(text, i)) {
                    boolean below = word > start && text.charAt(word - 1) == '/';
                    String folder = below ? folder(text, start, word - 1) : "";
                    if (!folder.isEmpty()) {
                        folders.add(folder);
                    } else if (isBeginning(text, word, i)) {
                        beginnings.add(Address.decode(text.substring(word, i)));
                    }
                }
                while (stop > word && text.charAt(stop - 1) == '.') {
                    stop--;
                }
                if (dotted || known.contains(text.substring(word, stop))) {
                    String name = Address.decode(text.substring(word, stop));
                    if (known.contains(name)) {
                        names.add(name);
                    }
                }
            }
        }

        Mentions found() {
            return new Mentions(Set.copyOf(names), Set.copyOf(folders), Set.copyOf(beginnings));
        }
    }

    /** Whether a string goes on with what is computed. */
    private static boolean isContinued(String text, int i) {
        if (i == text.length() || !endsString(text, i)) {
            return false;
        }
        if (text.charAt(i) == '$') {
            return true;
        }
        int next = i + 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == '+';
    }

    /** Whether a word looks as if a name went on behind it, and not like a word of a sentence. */
    private static boolean isBeginning(String text, int word, int end) {
        return end - word >= SHORTEST && "-_.".indexOf(text.charAt(end - 1)) >= 0;
    }

    private static boolean endsString(String text, int i) {
        char c = text.charAt(i);
        return c == '"' || c == '\'' || c == '`' || (c == '$' && text.startsWith("${", i));
    }

    /** The path that ends in front of the slash, without {@code ./}, {@code ../} and the like. */
    private static String folder(String text, int start, int slash) {
        int from = slash;
        while (from > start && (isPart(text.charAt(from - 1)) || text.charAt(from - 1) == '/')) {
            from--;
        }
        String path = Address.decode(text.substring(from, slash));
        return path.substring(path.lastIndexOf("./") < 0 ? 0 : path.lastIndexOf("./") + 2)
                .replaceFirst("^/+", "");
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c > 0x7f
                || "._~%@+-".indexOf(c) >= 0;
    }
}
