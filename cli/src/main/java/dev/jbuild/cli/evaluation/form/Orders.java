package dev.jbuild.cli.evaluation.form;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Knows the types with maps whose order counts. For {@code equals} it does not, so that two equal
 * values of such a type need not be the same.
 */
final class Orders {
    private final Map<Class<?>, Boolean> known = new HashMap<>();

    /** Whether there is such a map in values of a type, or in what they have. */
    boolean countIn(Class<?> type) {
        return known.computeIfAbsent(type, t -> countIn(t, new HashSet<>()));
    }

    private static boolean countIn(Type type, Set<Type> seen) {
        return seen.add(type)
                && switch (type) {
                    case ParameterizedType generic ->
                            generic.getRawType() == SequencedMap.class
                                    || anyOf(generic.getActualTypeArguments(), seen);
                    case Class<?> record when record.isRecord() ->
                            anyOf(
                                    Arrays.stream(record.getRecordComponents())
                                            .map(RecordComponent::getGenericType)
                                            .toArray(Type[]::new),
                                    seen);
                    case Class<?> choice when choice.isSealed() ->
                            anyOf(choice.getPermittedSubclasses(), seen);
                    default -> false;
                };
    }

    private static boolean anyOf(Type[] types, Set<Type> seen) {
        return Arrays.stream(types).anyMatch(type -> countIn(type, seen));
    }
}
