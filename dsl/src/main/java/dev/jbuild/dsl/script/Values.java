package dev.jbuild.dsl.script;

import groovy.lang.Closure;
import groovy.lang.IntRange;
import groovy.lang.Range;

import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.StringGroovyMethods;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Methods of values in place of Groovy's and Java's own, with the same names and parameters. They
 * do the same, but for two things: what would be larger than any build file needs is not made, and
 * no order comes from hash codes, which differ from run to run.
 */
@SuppressWarnings("rawtypes") // as the methods in whose place they are
public final class Values {
    private Values() {}

    public static String multiply(CharSequence self, Number factor) {
        Sizes.requireCharacters((double) self.length() * factor.intValue());
        return StringGroovyMethods.multiply(self, factor);
    }

    public static String repeat(String self, int times) {
        return multiply(self, times);
    }

    public static String padLeft(CharSequence self, Number length) {
        return StringGroovyMethods.padLeft(self, checked(length));
    }

    public static String padLeft(CharSequence self, Number length, CharSequence padding) {
        return StringGroovyMethods.padLeft(self, checked(length), filling(padding));
    }

    public static String padRight(CharSequence self, Number length) {
        return StringGroovyMethods.padRight(self, checked(length));
    }

    public static String padRight(CharSequence self, Number length, CharSequence padding) {
        return StringGroovyMethods.padRight(self, checked(length), filling(padding));
    }

    public static String center(CharSequence self, Number length) {
        return StringGroovyMethods.center(self, checked(length));
    }

    public static String center(CharSequence self, Number length, CharSequence padding) {
        return StringGroovyMethods.center(self, checked(length), filling(padding));
    }

    private static Number checked(Number length) {
        Sizes.requireCharacters(length.intValue());
        return length;
    }

    private static CharSequence filling(CharSequence padding) {
        if (padding.isEmpty()) {
            throw new IllegalArgumentException("nothing can be filled up with an empty text");
        }
        return padding;
    }

    public static <T> Collection<T> multiply(Iterable<T> self, Number factor) {
        Sizes.requireElements((double) DefaultGroovyMethods.size(self) * factor.intValue());
        return DefaultGroovyMethods.multiply(self, factor);
    }

    public static <T> List<T> multiply(List<T> self, Number factor) {
        Sizes.requireElements((double) self.size() * factor.intValue());
        return DefaultGroovyMethods.multiply(self, factor);
    }

    public static <T> List<T> combinations(Iterable self, Closure<T> function) {
        return DefaultGroovyMethods.collect(combinations(self), function);
    }

    public static List<List> combinations(Iterable self) {
        double count = 1;
        for (Object values : self) {
            count *= values instanceof Iterable<?> each ? DefaultGroovyMethods.size(each) : 1;
        }
        Sizes.requireElements(count);
        return DefaultGroovyMethods.combinations(self);
    }

    /** {@code self ** exponent}. */
    public static Number power(Number self, Number exponent) {
        requirePower(self, exponent);
        return switch (self) {
            case BigDecimal base when exponent instanceof Integer times ->
                    DefaultGroovyMethods.power(base, times);
            case BigInteger base when exponent instanceof Integer times ->
                    DefaultGroovyMethods.power(base, times);
            case Integer base when exponent instanceof Integer times ->
                    DefaultGroovyMethods.power(base, times);
            case Long base when exponent instanceof Integer times ->
                    DefaultGroovyMethods.power(base, times);
            default -> DefaultGroovyMethods.power(self, exponent);
        };
    }

    private static void requirePower(Number base, Number exponent) {
        int bits =
                switch (base) {
                    case BigDecimal number -> number.unscaledValue().bitLength();
                    case BigInteger number -> number.bitLength();
                    default -> Long.SIZE - Long.numberOfLeadingZeros(Math.abs(base.longValue()));
                };
        Sizes.requireBits(bits * Math.abs(exponent.doubleValue()));
    }

    /** A range that is not too long. The compiled file puts this around every one. */
    public static <R extends Range<?>> R range(R range) {
        if (range instanceof IntRange numbers) {
            Sizes.requireElements(1 + Math.abs((double) numbers.getTo() - numbers.getFrom()));
        } else {
            double count = 0;
            for (Iterator<?> values = range.iterator(); values.hasNext(); values.next()) {
                Sizes.requireElements(++count);
            }
        }
        return range;
    }

    public static <T extends @Nullable Object> Set<T> toSet(Collection<T> self) {
        return new LinkedHashSet<>(self);
    }

    public static <T extends @Nullable Object> Set<T> toSet(Iterable<T> self) {
        return new LinkedHashSet<>(DefaultGroovyMethods.toList(self));
    }

    public static <T> List<T> sort(Iterable<T> self) {
        return sort(self, true);
    }

    public static <T> List<T> sort(Iterable<T> self, boolean mutate) {
        return DefaultGroovyMethods.sort(self, mutate && !(self instanceof Range), Order.natural());
    }

    public static <T> List<T> sort(Iterable<T> self, Closure closure) {
        return sort(self, true, closure);
    }

    public static <T> List<T> sort(Iterable<T> self, boolean mutate, Closure closure) {
        return DefaultGroovyMethods.sort(
                self, mutate && !(self instanceof Range), Order.by(closure));
    }

    public static <T> List<T> toSorted(Iterable<T> self) {
        return sort(self, false);
    }

    public static <T> List<T> toSorted(Iterable<T> self, Closure closure) {
        return sort(self, false, closure);
    }

    public static <K, V> Map<K, V> sort(Map<K, V> self) {
        return sorted(self, Order.of(Map.Entry::getKey));
    }

    public static <K, V> Map<K, V> sort(Map<K, V> self, Closure closure) {
        return sorted(self, Order.by(closure));
    }

    public static <K, V> Map<K, V> toSorted(Map<K, V> self) {
        return sorted(self, Order.of(Map.Entry::getValue));
    }

    public static <K, V> Map<K, V> toSorted(Map<K, V> self, Closure closure) {
        return sort(self, closure);
    }

    private static <K, V> Map<K, V> sorted(Map<K, V> self, Order<Map.Entry<K, V>> order) {
        Map<K, V> sorted = new LinkedHashMap<>();
        self.entrySet().stream()
                .sorted(order)
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
