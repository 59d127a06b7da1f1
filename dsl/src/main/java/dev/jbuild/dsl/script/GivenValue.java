package dev.jbuild.dsl.script;

/**
 * The value of an argument.
 *
 * @param from who gives it, for people: {@link #COMMAND_LINE}, {@code .arg:3}
 */
public record GivenValue(String text, String from) {
    public static final String COMMAND_LINE = "--arg";

    boolean isOfCommandLine() {
        return from.equals(COMMAND_LINE);
    }
}
