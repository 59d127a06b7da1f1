package dev.jbuild.dsl.script;

import groovy.lang.Closure;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.StringTokenizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What regular expressions do with a text. Their every look at a character counts: some need more
 * than the age of the universe for a line of text. The compiled file calls these in place of Java's
 * and Groovy's own, and they do the same.
 */
public final class Patterns {
    private final @Nullable CharSequence text;
    private final Meter meter;

    Patterns(@Nullable CharSequence text, Meter meter) {
        this.text = text;
        this.meter = meter;
    }

    /** {@code text =~ regex}. */
    public Matcher matcher(CharSequence regex) {
        return compile(regex).matcher(counted());
    }

    /** {@code text ==~ regex}, and {@code text.matches(regex)}. */
    public boolean matches(@Nullable CharSequence regex) {
        return text != null && regex != null && matcher(regex).matches();
    }

    public String replaceAll(CharSequence regex, CharSequence replacement) {
        return matcher(regex).replaceAll(replacement.toString());
    }

    public String replaceAll(CharSequence regex, Closure<?> replacement) {
        return matcher(regex).replaceAll(match -> replaced(match, replacement));
    }

    public String replaceFirst(CharSequence regex, CharSequence replacement) {
        return matcher(regex).replaceFirst(replacement.toString());
    }

    public String replaceFirst(CharSequence regex, Closure<?> replacement) {
        return matcher(regex).replaceFirst(match -> replaced(match, replacement));
    }

    /** The first match; null when there is none. */
    public @Nullable String find(CharSequence regex) {
        Matcher matcher = matcher(regex);
        return matcher.find() ? matcher.group() : null;
    }

    /** What is made of the first match; null when there is none. */
    public @Nullable String find(CharSequence regex, Closure<?> change) {
        Matcher matcher = matcher(regex);
        return matcher.find() ? changed(matcher, change) : null;
    }

    /** All matches. */
    public List<String> findAll(CharSequence regex) {
        return matcher(regex).results().map(MatchResult::group).toList();
    }

    /** What is made of all matches. */
    public List<String> findAll(CharSequence regex, Closure<?> change) {
        return matcher(regex).results().map(match -> changed(match, change)).toList();
    }

    /** The parts between white space. */
    public List<String> split() {
        return Collections.list(new StringTokenizer(Objects.requireNonNull(text).toString()))
                .stream()
                .map(String::valueOf)
                .toList();
    }

    public List<String> split(CharSequence regex) {
        return split(regex, 0);
    }

    public List<String> split(CharSequence regex, int limit) {
        return Lists.of(compile(regex).split(counted(), limit));
    }

    private static Pattern compile(CharSequence regex) {
        return Pattern.compile(regex.toString());
    }

    private Counted counted() {
        return new Counted(Objects.requireNonNull(text), meter);
    }

    private static String replaced(MatchResult match, Closure<?> replacement) {
        return Matcher.quoteReplacement(changed(match, replacement));
    }

    /** A closure gets the match, and where the expression has groups, them as well. */
    private static String changed(MatchResult match, Closure<?> change) {
        if (match.groupCount() == 0) {
            return String.valueOf(change.call(match.group()));
        }
        List<@Nullable String> parts = new ArrayList<>();
        for (int i = 0; i <= match.groupCount(); i++) {
            parts.add(match.group(i));
        }
        return String.valueOf(change.call(parts));
    }

    private record Counted(CharSequence text, Meter meter) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            meter.character();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
