package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.dsl.script.BuildScript;
import dev.jbuild.dsl.script.TopWords;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of the language, read off the methods that do them. They stand in groups, one class
 * each, that {@link BuildScript} gives by a method whose name ends like the class's.
 */
final class Vocabulary {
    private static final List<Method> GROUPS =
            Arrays.stream(BuildScript.class.getDeclaredMethods())
                    .filter(method -> method.getName().endsWith("Words"))
                    .toList();

    private static final Method TOP_GROUP =
            GROUPS.stream()
                    .filter(group -> group.getReturnType().equals(TopWords.class))
                    .findFirst()
                    .orElseThrow();

    private static final Map<String, Method> GROUPS_OF_STEPS = groupsOfSteps();

    /** Words outside of targets. */
    static final Set<String> TOP = names(TOP_GROUP);

    /** Words in targets. */
    static final Set<String> TARGET = Collections.unmodifiableSet(GROUPS_OF_STEPS.keySet());

    /** Words in targets that only give a value, to an option of a step. */
    private static final Set<String> VALUES_OF_STEPS =
            TARGET.stream()
                    .filter(word -> !word.equals("arg"))
                    .filter(
                            word ->
                                    words(
                                                    Objects.requireNonNull(
                                                                    GROUPS_OF_STEPS.get(word))
                                                            .getReturnType())
                                            .filter(form -> form.getName().equals(word))
                                            .noneMatch(form -> form.getReturnType() == void.class))
                    .collect(Collectors.toUnmodifiableSet());

    /** Values that are known everywhere. */
    static final Set<String> VALUES =
            new TreeSet<>(
                    Set.of(
                            "ci",
                            "git",
                            "nativePlatform",
                            "platform",
                            "push",
                            "target",
                            "userPlatform"));

    private Vocabulary() {}

    private static Map<String, Method> groupsOfSteps() {
        Map<String, Method> groups = new TreeMap<>();
        for (Method group : GROUPS) {
            if (!group.equals(TOP_GROUP)) {
                names(group).forEach(word -> groups.put(word, group));
            }
        }
        return groups;
    }

    private static Set<String> names(Method group) {
        Set<String> names = new TreeSet<>();
        words(group.getReturnType()).map(Method::getName).forEach(names::add);
        return names;
    }

    private static Stream<Method> words(Class<?> group) {
        return Arrays.stream(group.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    /** The method of {@link BuildScript} that gives the group of a word outside of targets. */
    static String topGroup() {
        return TOP_GROUP.getName();
    }

    /** The method of {@link BuildScript} that gives the group of a word in a target. */
    static String groupOfStep(String word) {
        return Objects.requireNonNull(GROUPS_OF_STEPS.get(word)).getName();
    }

    /** The group of words that a type is; empty for every other type. */
    static Optional<Class<?>> group(ClassNode type) {
        for (Method group : GROUPS) {
            if (ClassHelper.make(group.getReturnType()).equals(type)) {
                return Optional.of(group.getReturnType());
            }
        }
        return Optional.empty();
    }

    /** What the user probably meant, and what may stand there. */
    static String hint(String written, boolean inTarget, Set<String> methods) {
        Set<String> candidates = new TreeSet<>(inTarget ? TARGET : TOP);
        candidates.addAll(methods);
        Set<String> listed = new TreeSet<>(candidates);
        if (inTarget) {
            listed.removeAll(VALUES_OF_STEPS);
        }
        return Suggestion.hint(
                written,
                candidates,
                listed,
                "",
                inTarget ? "steps of a target" : "words outside of targets");
    }

    /** How a word may be called, as users write it. */
    static String takes(Class<?> group, String name) {
        return forms(group, name).stream()
                .map(form -> "(" + TypeNames.of(form) + ")")
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    /** The group of a word in a target, or outside of targets. */
    static Class<?> group(String word) {
        return Objects.requireNonNullElse(GROUPS_OF_STEPS.get(word), TOP_GROUP).getReturnType();
    }

    /** How a word may be called. */
    static List<Method> forms(Class<?> group, String name) {
        return words(group).filter(method -> method.getName().equals(name)).toList();
    }
}
