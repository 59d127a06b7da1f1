package dev.jbuild.cli.console;

/**
 * Emphasis. Without colours it leaves text as it is, so that every renderer has one form.
 *
 * @param colours whether the reader's terminal shows them and the user wants them
 */
record Style(boolean colours) {
    static final Style PLAIN = new Style(false);

    String bold(String text) {
        return sgr("1", text);
    }

    String dim(String text) {
        return sgr("2", text);
    }

    String red(String text) {
        return sgr("31", text);
    }

    String green(String text) {
        return sgr("32", text);
    }

    String yellow(String text) {
        return sgr("33", text);
    }

    private String sgr(String code, String text) {
        return colours && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
