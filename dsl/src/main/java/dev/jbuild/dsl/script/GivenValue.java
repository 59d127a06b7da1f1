package dev.jbuild.dsl.script;

/**
 * The value of an argument.
 *
 * @param from who gives it, for people: {@code --arg}, {@code .arg:3}
 */
public record GivenValue(String text, String from) {}
