package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.WordOptions;

import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to write in place of a call of a word that has the right values in a wrong form. */
final class WrongForms {
    private static final Pattern ASSIGNMENT = Pattern.compile("([^=\\s'\\\\]+)=([^'\\\\\n]*)");

    private final String word;
    private final Set<String> options;
    private final boolean takesNames;

    WrongForms(Class<?> group, String word) {
        this.word = word;
        this.options =
                WordOptions.of(word).map(WordOptions::names).map(Set::copyOf).orElse(Set.of());
        this.takesNames =
                options.isEmpty()
                        && Vocabulary.forms(group, word).stream().anyMatch(WrongForms::isOfNames);
    }

    private static boolean isOfNames(Method form) {
        return form.getParameterCount() == 1
                && Map.class.isAssignableFrom(form.getParameterTypes()[0]);
    }

    Optional<String> hint(ArgumentListExpression arguments) {
        List<Expression> values = arguments.getExpressions();
        if (values.size() != 1) {
            return Optional.empty();
        }
        return switch (values.getFirst()) {
            case MapExpression named when !takesNames ->
                    named.getMapEntryExpressions().stream()
                            .map(MapEntryExpression::getKeyExpression)
                            .map(Expression::getText)
                            .filter(name -> !options.contains(name))
                            .findFirst()
                            .map(
                                    "leave out `%s:`; this value stands first and has no name"
                                            ::formatted);
            case ConstantExpression text when takesNames -> assignment(text.getText());
            default -> Optional.empty();
        };
    }

    private Optional<String> assignment(String text) {
        Matcher matcher = ASSIGNMENT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        "write `%s %s: '%s'`"
                                .formatted(word, key(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    private static String key(String name) {
        return name.matches("[A-Za-z_]\\w*") ? name : "'" + name + "'";
    }
}
