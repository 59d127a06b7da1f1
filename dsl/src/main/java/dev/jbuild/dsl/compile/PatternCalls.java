package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.BuildScript;
import dev.jbuild.dsl.script.Patterns;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.tools.GenericsUtils;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingSupport;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Calls of methods of texts that take a regular expression. They are sent to {@link Patterns},
 * which has a method of the same name, as soon as it is known that it is a text that they are
 * called on: lists have methods of these names as well.
 */
final class PatternCalls {
    /** The method of {@link BuildScript} that gives the counted methods of a text. */
    static final String PATTERNS = "patterns";

    /** What a text is split into: for Groovy an array, for a build file a list. */
    static final ClassNode PARTS =
            GenericsUtils.makeClassSafeWithGenerics(
                    ClassHelper.LIST_TYPE, new GenericsType(ClassHelper.STRING_TYPE));

    private static final ClassNode COUNTED = ClassHelper.make(Patterns.class);
    private static final ClassNode TEXT = ClassHelper.make(CharSequence.class);

    private static final Set<String> NAMES =
            Set.of("find", "findAll", "matches", "replaceAll", "replaceFirst", "split");

    private PatternCalls() {}

    /** Whether a method takes a regular expression, and does not count. */
    static boolean takesPattern(MethodNode target) {
        return NAMES.contains(target.getName())
                && (target.getParameters().length > 0 || target.getName().equals("split"))
                && StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(
                        target.getDeclaringClass(), TEXT);
    }

    /** Whether a method is one of those that count. */
    static boolean isCounted(MethodNode target) {
        return target.getDeclaringClass().equals(COUNTED);
    }

    /**
     * Lets a call go to the counted method. What the type checker has found out about its arguments
     * and its value stays.
     *
     * @return the receiver that it has now, whose type is to be found; empty when there is no such
     *     method
     */
    static Optional<Expression> redirect(MethodCallExpression call, MethodNode target) {
        Optional<MethodNode> counted =
                COUNTED.getDeclaredMethods(target.getName()).stream()
                        .filter(method -> takes(method.getParameters(), target.getParameters()))
                        .findFirst();
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        Expression text = call.getObjectExpression();
        call.setObjectExpression(
                Generated.callOfThis(
                        call.isSafe() ? "patternsOrNull" : PATTERNS,
                        new ArgumentListExpression(text),
                        text));
        call.setMethodTarget(counted.get());
        call.putNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET, counted.get());
        return Optional.of(call.getObjectExpression());
    }

    private static boolean takes(Parameter[] parameters, Parameter[] given) {
        return parameters.length == given.length
                && IntStream.range(0, given.length)
                        .allMatch(
                                i ->
                                        StaticTypeCheckingSupport.isAssignableTo(
                                                given[i].getType(), parameters[i].getType()));
    }
}
