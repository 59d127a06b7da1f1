package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.Values;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.transform.sc.StaticCompilationMetadataKeys;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingSupport;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Lets calls and operators go to the methods of {@link Values} instead of those that have the same
 * name and parameters. Done when all types are known; they stay as they were found.
 */
final class Replacements {
    private static final ClassNode VALUES = ClassHelper.make(Values.class);

    private Replacements() {}

    /** Whether a method must not be called as it is, and is replaced or refused. */
    static boolean isDue(MethodNode target) {
        return !target.getDeclaringClass().equals(VALUES)
                && VALUES.getDeclaredMethods(target.getName()).stream()
                        .anyMatch(
                                method ->
                                        isOf(
                                                receiver(target),
                                                method.getParameters()[0].getType()));
    }

    /** Replaces the method that an expression calls; false when there is none for it. */
    static boolean replace(Expression expression, MethodNode target) {
        Optional<MethodNode> found =
                VALUES.getDeclaredMethods(target.getName()).stream()
                        .filter(method -> isLike(method.getParameters(), target))
                        .findFirst();
        found.map(method -> asExtension(method, target))
                .ifPresent(
                        method -> {
                            expression.putNodeMetaData(
                                    StaticTypesMarker.DIRECT_METHOD_CALL_TARGET, method);
                            if (expression instanceof MethodCallExpression call) {
                                call.setMethodTarget(method);
                            } else {
                                expression.putNodeMetaData(
                                        StaticCompilationMetadataKeys.BINARY_EXP_TARGET,
                                        new Object[] {method, target.getName()});
                            }
                        });
        return found.isPresent();
    }

    private static boolean isLike(Parameter[] parameters, MethodNode target) {
        Parameter[] given = target.getParameters();
        return parameters.length == given.length + 1
                && isOf(receiver(target), parameters[0].getType())
                && IntStream.range(0, given.length)
                        .allMatch(i -> isOf(given[i].getType(), parameters[i + 1].getType()));
    }

    private static ClassNode receiver(MethodNode target) {
        return target instanceof ExtensionMethodNode extension
                ? extension.getExtensionMethodNode().getParameters()[0].getType()
                : target.getDeclaringClass();
    }

    private static boolean isOf(ClassNode given, ClassNode wanted) {
        return given.equals(wanted)
                || StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(given, wanted);
    }

    /** As the compiler has Groovy's methods: static ones, whose first value is the receiver. */
    private static MethodNode asExtension(MethodNode method, MethodNode target) {
        MethodNode extension =
                new ExtensionMethodNode(
                        method,
                        target.getName(),
                        target.getModifiers(),
                        target.getReturnType(),
                        target.getParameters(),
                        ClassNode.EMPTY_ARRAY,
                        null);
        extension.setGenericsTypes(target.getGenericsTypes());
        extension.setDeclaringClass(target.getDeclaringClass());
        return extension;
    }
}
