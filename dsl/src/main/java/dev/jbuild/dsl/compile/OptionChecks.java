package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.MistakeInSyntax;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.diagnose.Suggestion;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;

import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.AnnotationConstantExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.SourceUnit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Named options of words, against the options that the word declares. The compiler checks them as
 * well, but cannot say which there are, so what it says of them is dropped.
 */
final class OptionChecks {
    private static final ClassNode OPTIONS = ClassHelper.make(NamedParams.class);
    private static final ClassNode OPTION = ClassHelper.make(NamedParam.class);

    private OptionChecks() {}

    static void check(
            MethodCallExpression call, MethodNode target, SourceUnit unit, SourceText source) {
        if (target.getParameters().length == 0
                || !(call.getArguments() instanceof TupleExpression arguments)
                || arguments.getExpressions().isEmpty()
                || !(arguments.getExpression(0) instanceof MapExpression given)) {
            return;
        }
        Map<String, Boolean> options = options(target.getParameters()[0]);
        if (options.isEmpty()) {
            return;
        }
        Set<String> missing = new TreeSet<>();
        options.forEach((name, required) -> missing.addAll(required ? Set.of(name) : Set.of()));
        String valid = "options of `" + target.getName() + "`";
        for (MapEntryExpression entry : given.getMapEntryExpressions()) {
            String name = entry.getKeyExpression().getText();
            missing.remove(name);
            if (!options.containsKey(name)) {
                Suggestion.nearest(name, options.keySet()).ifPresent(missing::remove);
                MistakeInSyntax.report(
                        unit,
                        source,
                        entry.getKeyExpression(),
                        "unknown-option",
                        "unknown option `" + name + "`",
                        Suggestion.hint(name, options.keySet(), "", valid));
            }
        }
        for (String name : missing) {
            MistakeInSyntax.report(
                    unit,
                    source,
                    call.getMethod(),
                    "missing-option",
                    "the option `" + name + ":` is missing",
                    valid + ": " + String.join(", ", options.keySet()));
        }
    }

    /** The options that a parameter declares, with whether each is required. */
    private static Map<String, Boolean> options(Parameter parameter) {
        Map<String, Boolean> options = new TreeMap<>();
        parameter.getAnnotations(OPTIONS).stream()
                .map(all -> all.getMember("value"))
                .flatMap(OptionChecks::each)
                .filter(AnnotationConstantExpression.class::isInstance)
                .map(option -> ((AnnotationConstantExpression) option).getValue())
                .filter(AnnotationNode.class::isInstance)
                .map(AnnotationNode.class::cast)
                .filter(option -> option.getClassNode().equals(OPTION))
                .forEach(
                        option ->
                                options.put(
                                        option.getMember("value").getText(),
                                        option.getMember("required")
                                                        instanceof ConstantExpression required
                                                && required.isTrueExpression()));
        return options;
    }

    private static Stream<Expression> each(Expression value) {
        return value instanceof ListExpression list
                ? list.getExpressions().stream()
                : Stream.of(value);
    }
}
