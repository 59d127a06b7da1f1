package dev.jbuild.docs;

/**
 * A fenced block.
 *
 * @param page path of its page, relative to the root
 * @param line number of the line of its fence
 * @param language what follows the fence
 * @param mark the comment on the line above; empty when there is none
 * @param text the lines between the fences, each with its line feed
 */
record Block(String page, int line, String language, String mark, String text) {
    /** What follows {@code word} in the mark. */
    String markAfter(String word) {
        return mark.substring(word.length()).strip();
    }

    boolean isMarked(String word) {
        return mark.equals(word) || mark.startsWith(word + " ") || mark.startsWith(word + ",");
    }

    /** As a test report names it. */
    @Override
    public String toString() {
        return page + ":" + line + (mark.isEmpty() ? "" : " (" + mark + ")");
    }
}
