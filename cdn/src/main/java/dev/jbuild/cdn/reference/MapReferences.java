package dev.jbuild.cdn.reference;

import java.util.List;

/**
 * Reads source maps: the {@code file} that a map is for. The sources that it names are no files of
 * a release.
 */
final class MapReferences {
    private MapReferences() {}

    static References in(String text) {
        int depth = 0;
        String key = "";
        boolean isValue = false;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case ':' -> isValue = true;
                case ',' -> isValue = false;
                case '"' -> {
                    int end = stringEnd(text, i);
                    if (end < 0) {
                        return References.unsure("a string in it does not end");
                    }
                    if (depth == 1 && !isValue) {
                        key = text.substring(i + 1, end);
                    } else if (depth == 1 && key.equals("file")) {
                        return file(text, i + 1, end);
                    }
                    i = end;
                }
                default -> {}
            }
        }
        return References.of(List.of());
    }

    private static References file(String text, int start, int end) {
        if (start == end || text.substring(start, end).indexOf('\\') >= 0) {
            return References.of(List.of());
        }
        return References.of(List.of(Reference.of(text, start, end, Reference.Kind.SOURCE_MAP)));
    }

    private static int stringEnd(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }
}
