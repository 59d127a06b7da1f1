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

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Named options of words, against the options that the word declares. The compiler checks them as
 * well, but cannot say which there are.
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
        Set<String> known = names(target.getParameters()[0]);
        if (known.isEmpty()) {
            return;
        }
        for (MapEntryExpression entry : given.getMapEntryExpressions()) {
            String name = entry.getKeyExpression().getText();
            if (!known.contains(name)) {
                MistakeInSyntax.report(
                        unit,
                        source,
                        entry.getKeyExpression(),
                        "unknown-option",
                        "unknown option `" + name + "`",
                        Suggestion.hint(name, known, "", "options of `" + target.getName() + "`"));
            }
        }
    }

    private static Set<String> names(Parameter parameter) {
        Set<String> names = new TreeSet<>();
        parameter.getAnnotations(OPTIONS).stream()
                .map(options -> options.getMember("value"))
                .flatMap(OptionChecks::each)
                .filter(AnnotationConstantExpression.class::isInstance)
                .map(option -> ((AnnotationConstantExpression) option).getValue())
                .filter(option -> option instanceof AnnotationNode)
                .map(option -> (AnnotationNode) option)
                .filter(option -> option.getClassNode().equals(OPTION))
                .map(option -> option.getMember("value"))
                .filter(ConstantExpression.class::isInstance)
                .forEach(name -> names.add(name.getText()));
        return names;
    }

    private static Stream<Expression> each(Expression value) {
        return value instanceof ListExpression list
                ? list.getExpressions().stream()
                : Stream.of(value);
    }
}
