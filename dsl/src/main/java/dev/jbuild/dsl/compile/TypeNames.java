package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.ClassNode;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Types as users write them. */
final class TypeNames {
    private TypeNames() {}

    static String of(ClassNode type) {
        if (type.isArray()) {
            return of(type.getComponentType()) + "...";
        }
        return of(type.getNameWithoutPackage());
    }

    /** The kind of a value that something is asked of. */
    static String kind(ClassNode type) {
        return switch (type.getNameWithoutPackage()) {
            case "LinkedHashMap", "HashMap", "AbstractMap" -> "Map";
            case "ArrayList", "Collection", "Iterable" -> "List";
            case "CharSequence", "GString" -> "String";
            case "Map$Entry" -> "Map.Entry";
            case "GroovyObject", "GroovyObjectSupport" -> "Object";
            default -> type.getNameWithoutPackage();
        };
    }

    static String of(ClassNode[] types) {
        return Arrays.stream(types == null ? new ClassNode[0] : types)
                .map(TypeNames::of)
                .collect(Collectors.joining(", "));
    }

    static String of(Method method) {
        return Arrays.stream(method.getParameters())
                .map(TypeNames::of)
                .collect(Collectors.joining(", "));
    }

    private static String of(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type.isArray()) {
            return of(type.componentType().getSimpleName()) + "...";
        }
        return of(type.getSimpleName());
    }

    private static String of(String simpleName) {
        return switch (simpleName) {
            case "LinkedHashMap", "HashMap", "Map" -> "name: value";
            case "ArrayList" -> "List";
            case "Integer" -> "int";
            case "Boolean" -> "boolean";
            case "GString" -> "String";
            case "Object" -> "value";
            case "Closure" -> "{ ... }";
            default -> simpleName.substring(simpleName.lastIndexOf('$') + 1);
        };
    }
}
