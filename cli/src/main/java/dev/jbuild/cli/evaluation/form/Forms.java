package dev.jbuild.cli.evaluation.form;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;

/**
 * The forms of types. They follow from how the types are declared, so that a new kind of step, or a
 * new part of one, has its form at once.
 */
final class Forms {
    private final Map<Type, Form> known = new HashMap<>();

    /**
     * The form of a type.
     *
     * @throws IllegalArgumentException when it has none
     */
    Form of(Type type) {
        Form form = known.get(type);
        if (form == null) {
            form =
                    switch (type) {
                        case ParameterizedType generic -> container(generic);
                        case Class<?> plain -> plain(plain);
                        default -> throw noForm(type);
                    };
            known.put(type, form);
        }
        return form;
    }

    private Form plain(Class<?> type) {
        if (type.isRecord()) {
            return new Shared(new Parts(type, this));
        }
        if (type.isEnum()) {
            return new Constant(List.of(type.getEnumConstants()));
        }
        if (type.isSealed()) {
            return new Choice(List.of(type.getPermittedSubclasses()), this);
        }
        return Simple.of(type).orElseThrow(() -> noForm(type));
    }

    private Form container(ParameterizedType type) {
        Type[] parts = type.getActualTypeArguments();
        Type container = type.getRawType();
        if (container == Optional.class) {
            return new Containers.Perhaps(of(parts[0]));
        }
        if (container == List.class) {
            return new Containers.Sequence(of(parts[0]));
        }
        if (container == SequencedMap.class) {
            return new Containers.Ordered(of(parts[0]), of(parts[1]));
        }
        if (container == SortedMap.class || container == Map.class) {
            return new Containers.Sorted(of(parts[0]), of(parts[1]));
        }
        throw noForm(type);
    }

    private static IllegalArgumentException noForm(Type type) {
        return new IllegalArgumentException("no form of " + type);
    }
}
