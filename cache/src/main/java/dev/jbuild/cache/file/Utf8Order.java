package dev.jbuild.cache.file;

/** The order of texts by their UTF-8 bytes, which is the order of their code points. */
final class Utf8Order {
    private Utf8Order() {}

    static int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // A surrogate stands for a code point above all that one unit can hold.
                boolean surrogate = Character.isSurrogate(x);
                return surrogate == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : surrogate ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
