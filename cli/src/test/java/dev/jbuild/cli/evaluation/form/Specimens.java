package dev.jbuild.cli.evaluation.form;

import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetRef;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A few values of any type of the model, put together by how the types are declared: of every kind
 * at least one, with everything in it that it can have, and with nothing.
 */
final class Specimens {
    private final Map<Type, List<?>> known = new HashMap<>();
    private final Set<Class<?>> kinds = new HashSet<>();

    Specimens() {
        // What not every combination of parts is.
        known.put(
                String.class,
                List.of("", "a", "ü\n", "€ \ud83d\ude00", "\ud800", "long ".repeat(20_000)));
        known.put(int.class, List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE));
        known.put(Integer.class, List.of(0, 7));
        known.put(long.class, List.of(0L, Long.MAX_VALUE, Long.MIN_VALUE));
        known.put(boolean.class, List.of(true, false));
        known.put(Duration.class, List.of(Duration.ZERO, Duration.ofNanos(-90_000_000_001L)));
        known.put(Path.class, List.of(Path.of(""), Path.of("/a b/ü")));
        known.put(Digest.class, List.of(Digest.of(new byte[0]), Digest.of(new byte[1])));
        known.put(
                ImageName.class,
                List.of(
                        ImageName.parse("debian"),
                        ImageName.parse("r:5000/a").at(Digest.of(new byte[2]))));
        known.put(
                Platform.class,
                List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm")));
        known.put(
                GitRef.class,
                List.of(
                        new GitRef("https://example.org/a.git", "main"),
                        new GitRef("git@example.org:b", "v1")));
        known.put(TargetRef.class, List.of(new TargetRef("", "a"), new TargetRef("b/c", "d")));
        known.put(SourceSpan.class, List.of(new SourceSpan("jbuild.groovy", 1, 2, 3)));
        known.put(Project.class, List.of(project()));
    }

    /** The kinds of sealed interfaces that have come up. */
    Set<Class<?>> kinds() {
        return kinds;
    }

    List<?> of(Type type) {
        List<?> specimens = known.get(type);
        if (specimens == null) {
            specimens = make(type);
            known.put(type, specimens);
        }
        return specimens;
    }

    private Project project() {
        SequencedMap<RecipeId, Recipe> recipes = new LinkedHashMap<>();
        of(Recipe.class).forEach(recipe -> recipes.put(((Recipe) recipe).id(), (Recipe) recipe));
        return new Project(List.copyOf(recipes.sequencedKeySet().reversed()), recipes);
    }

    private List<?> make(Type type) {
        if (type instanceof ParameterizedType generic) {
            return containers(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.asList(plain.getEnumConstants());
        }
        if (plain.isRecord()) {
            return records(plain);
        }
        if (!plain.isSealed()) {
            throw new IllegalArgumentException("no specimens of " + type);
        }
        List<Object> all = new ArrayList<>();
        for (Class<?> kind : plain.getPermittedSubclasses()) {
            kinds.add(kind);
            all.addAll(of(kind));
        }
        return all;
    }

    private List<?> containers(ParameterizedType type) {
        Type[] parts = type.getActualTypeArguments();
        Type container = type.getRawType();
        if (container.equals(Optional.class)) {
            List<Object> all = new ArrayList<>(List.of(Optional.empty()));
            of(parts[0]).forEach(part -> all.add(Optional.of(part)));
            return all;
        }
        if (container.equals(List.class)) {
            return List.of(List.of(), of(parts[0]), List.of(of(parts[0]).getLast()));
        }
        if (container.equals(SequencedMap.class)) {
            Map<Object, Object> map = new LinkedHashMap<>();
            of(parts[0]).reversed().forEach(key -> map.put(key, of(parts[1]).getLast()));
            return List.of(map, new LinkedHashMap<>());
        }
        if (container.equals(SortedMap.class)) {
            Map<Object, Object> map = new TreeMap<>();
            of(parts[0]).forEach(key -> map.put(key, of(parts[1]).getFirst()));
            return List.of(new TreeMap<>(), map);
        }
        throw new IllegalArgumentException("no specimens of " + type);
    }

    /** As many as the part with the most specimens has, so that each of them is in one. */
    private List<?> records(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<List<?>> parts = new ArrayList<>();
        for (RecordComponent component : components) {
            parts.add(of(component.getGenericType()));
        }
        int count = parts.stream().mapToInt(List::size).max().orElse(1);
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int round = i;
            all.add(make(type, parts.stream().map(p -> p.get(round % p.size())).toArray()));
        }
        return all;
    }

    private static Object make(Class<?> type, Object[] parts) {
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(type.getRecordComponents())
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            return constructor.newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type + " takes not every combination of parts: say which it takes, above", e);
        }
    }
}
