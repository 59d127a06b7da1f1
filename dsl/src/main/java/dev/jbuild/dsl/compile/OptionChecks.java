package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.MistakeInSyntax;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.dsl.script.WordOptions;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingSupport;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Named options that are written out, against those that the word has. */
final class OptionChecks {
    private final String word;
    private final WordOptions options;
    private final Function<ASTNode, ClassNode> typeOf;
    private final SourceUnit unit;
    private final SourceText source;

    private OptionChecks(
            String word,
            WordOptions options,
            Function<ASTNode, ClassNode> typeOf,
            SourceUnit unit,
            SourceText source) {
        this.word = word;
        this.options = options;
        this.typeOf = typeOf;
        this.unit = unit;
        this.source = source;
    }

    static void check(
            MethodCallExpression call,
            MethodNode target,
            Function<ASTNode, ClassNode> typeOf,
            SourceUnit unit,
            SourceText source) {
        Optional<WordOptions> options =
                Vocabulary.group(target.getDeclaringClass()).isPresent()
                        ? WordOptions.of(target.getName())
                        : Optional.empty();
        if (options.isPresent()
                && call.getArguments() instanceof TupleExpression arguments
                && !arguments.getExpressions().isEmpty()
                && arguments.getExpression(0) instanceof MapExpression given) {
            new OptionChecks(target.getName(), options.get(), typeOf, unit, source)
                    .check(call, given);
        }
    }

    private void check(MethodCallExpression call, MapExpression given) {
        Set<String> missing = new TreeSet<>(options.required());
        for (MapEntryExpression entry : given.getMapEntryExpressions()) {
            String name = entry.getKeyExpression().getText();
            missing.remove(name);
            options.named(name)
                    .ifPresentOrElse(
                            option -> checkType(option, entry),
                            () -> {
                                Suggestion.nearest(name, options.names())
                                        .ifPresent(missing::remove);
                                unknown(name, entry);
                            });
        }
        for (String name : missing) {
            report(
                    call.getMethod(),
                    "missing-option",
                    "the option `" + name + ":` is missing",
                    valid() + ": " + String.join(", ", new TreeSet<>(options.names())));
        }
    }

    private void checkType(WordOptions.Option option, MapEntryExpression entry) {
        ClassNode given = typeOf.apply(entry.getValueExpression());
        ClassNode expected = ClassHelper.make(option.type());
        if (!StaticTypeCheckingSupport.isAssignableTo(given, expected)) {
            report(
                    entry,
                    "type",
                    "`%s:` takes %s, not %s"
                            .formatted(
                                    option.name(),
                                    expected.getNameWithoutPackage(),
                                    given.getNameWithoutPackage()),
                    typeHint(option, entry, given));
        }
    }

    private String typeHint(WordOptions.Option option, MapEntryExpression entry, ClassNode given) {
        String value = entry.getValueExpression().getText();
        if (option.type().equals(String.class) && ClassHelper.isPrimitiveType(given)) {
            return "write it in quotes: `%s: '%s'`".formatted(option.name(), value);
        }
        return option.type().equals(Boolean.class) && given.equals(ClassHelper.STRING_TYPE)
                ? "write `true` or `false`, without quotes"
                : "";
    }

    /** What has to be given to a word that was given no options at all; empty for most. */
    static String missing(String word, ClassNode[] given) {
        List<String> required =
                Arrays.stream(given)
                                .anyMatch(type -> type.implementsInterface(ClassHelper.MAP_TYPE))
                        ? List.of()
                        : WordOptions.of(word).map(WordOptions::required).orElse(List.of());
        return required.stream()
                .sorted()
                .map("it needs the option `%s:`\n"::formatted)
                .collect(Collectors.joining());
    }

    private void unknown(String name, MapEntryExpression entry) {
        report(
                entry.getKeyExpression(),
                "unknown-option",
                "unknown option `" + name + "`",
                Suggestion.hint(name, options.names(), "", valid()));
    }

    private String valid() {
        return "options of `" + word + "`";
    }

    private void report(ASTNode node, String code, String message, String hint) {
        MistakeInSyntax.report(unit, source, node, code, message, hint);
    }
}
