package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.TargetWords;
import dev.jbuild.dsl.script.TopWords;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The words of the language, read off the methods that do them. */
final class Vocabulary {
    /** Words outside of targets. */
    static final Set<String> TOP = names(TopWords.class);

    /** Words in targets. */
    static final Set<String> TARGET = names(TargetWords.class);

    /** Values that are known everywhere. */
    static final Set<String> VALUES = new TreeSet<>(Set.of("git", "platform"));

    private Vocabulary() {}

    private static Set<String> names(Class<?> words) {
        return methods(words).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static java.util.stream.Stream<Method> methods(Class<?> words) {
        return Arrays.stream(words.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    /** How a word may be called. */
    static List<Method> forms(Class<?> words, String name) {
        return methods(words).filter(method -> method.getName().equals(name)).toList();
    }
}
