package dev.jbuild.dsl.script;

import groovy.lang.Closure;

import org.codehaus.groovy.runtime.StringGroovyMethods;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regular expressions, whose every look at a character counts: some need more than the age of the
 * universe for a line of text. The compiled file calls these in place of Java's and Groovy's own,
 * and they do the same.
 */
public final class Patterns {
    private final Meter meter;

    Patterns(Meter meter) {
        this.meter = meter;
    }

    /** {@code text =~ regex}. */
    public Matcher matcher(CharSequence text, CharSequence regex) {
        return Pattern.compile(regex.toString()).matcher(new Counted(text, meter));
    }

    /** {@code text ==~ regex}, and {@code text.matches(regex)}. */
    public boolean matches(@Nullable CharSequence text, @Nullable CharSequence regex) {
        return text != null && regex != null && matcher(text, regex).matches();
    }

    public String replaceAll(CharSequence text, CharSequence regex, CharSequence replacement) {
        return matcher(text, regex).replaceAll(replacement.toString());
    }

    public String replaceAll(CharSequence text, CharSequence regex, Closure<?> replacement) {
        return StringGroovyMethods.replaceAll(text, regex, replacement);
    }

    public String replaceFirst(CharSequence text, CharSequence regex, CharSequence replacement) {
        return matcher(text, regex).replaceFirst(replacement.toString());
    }

    /** The first match; null when there is none. */
    public @Nullable String find(CharSequence text, CharSequence regex) {
        Matcher matcher = matcher(text, regex);
        return matcher.find() ? matcher.group() : null;
    }

    /** All matches. */
    public List<String> findAll(CharSequence text, CharSequence regex) {
        List<String> found = new ArrayList<>();
        Matcher matcher = matcher(text, regex);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    public String[] split(CharSequence text, CharSequence regex) {
        return split(text, regex, 0);
    }

    public String[] split(CharSequence text, CharSequence regex, int limit) {
        return Pattern.compile(regex.toString()).split(new Counted(text, meter), limit);
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
