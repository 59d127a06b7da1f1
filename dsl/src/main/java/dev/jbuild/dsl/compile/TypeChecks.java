package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.MistakeInSyntax;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.diagnose.Suggestion;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.MethodCall;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;
import org.codehaus.groovy.transform.stc.TypeCheckingExtension;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The second wall: what the static type checker finds, in words of the language, and then the walk
 * over all that it resolved. The compiler makes an instance by the name of this class.
 */
public final class TypeChecks extends TypeCheckingExtension {
    private static final Object UNKNOWN = "unknown method";

    private final SourceUnit unit;
    private final SourceText source;
    private final WordRewriter.Words words;

    public TypeChecks(StaticTypeCheckingVisitor visitor) {
        super(visitor);
        unit = visitor.getTypeCheckingContext().getSource();
        source = Objects.requireNonNull(unit.getAST().getNodeMetaData(ScriptCompiler.SOURCE_TEXT));
        words = Objects.requireNonNull(unit.getAST().getNodeMetaData(ScriptCompiler.WORDS));
    }

    @Override
    public boolean beforeVisitClass(ClassNode type) {
        words.misplaced().forEach(Runnable::run);
        return false;
    }

    @Override
    public boolean handleUnresolvedVariableExpression(VariableExpression variable) {
        String name = variable.getName();
        boolean word = Vocabulary.TARGET.contains(name) || Vocabulary.TOP.contains(name);
        report(
                variable,
                word ? "word-as-variable" : "unknown-variable",
                word ? "`" + name + "` is a word, and no value" : "unknown variable `" + name + "`",
                variableHint(variable));
        storeType(variable, ClassHelper.dynamicType());
        return true;
    }

    private String written(ASTNode node) {
        return source.at(
                source.span(
                        new SourceText.Place(
                                node.getLineNumber(),
                                node.getColumnNumber(),
                                node.getLastLineNumber(),
                                node.getLastColumnNumber())));
    }

    private Habits habits(ASTNode node, String name) {
        return new Habits(source.line(node.getLineNumber()), node.getColumnNumber(), name);
    }

    private String variableHint(VariableExpression variable) {
        String name = variable.getName();
        if (words.variables().contains(name)) {
            return "`%s` is declared elsewhere; a method sees its parameters only, so pass it"
                    .formatted(name);
        }
        if (Vocabulary.TARGET.contains(name) || Vocabulary.TOP.contains(name)) {
            return habits(variable, name).wordAsVariable();
        }
        Set<String> known = new TreeSet<>(Vocabulary.VALUES);
        known.addAll(words.variables());
        return Suggestion.nearest(name, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElseGet(() -> habits(variable, name).variable());
    }

    @Override
    public boolean handleUnresolvedProperty(PropertyExpression property) {
        ClassNode owner = getType(property.getObjectExpression());
        String name = property.getPropertyAsString();
        report(
                property.getProperty(),
                "unknown-property",
                "`" + written(property.getObjectExpression()) + "` has no `" + name + "`",
                owner.equals(ClassHelper.VOID_TYPE)
                        ? "is a comma missing before it?"
                        : propertyHint(owner, name));
        storeType(property, ClassHelper.dynamicType());
        return true;
    }

    private static String propertyHint(ClassNode owner, String name) {
        if (name.equals("length") && AllowList.methods(owner).contains("size")) {
            return "write `.size()`";
        }
        Set<String> known = AllowList.properties(owner);
        return known.isEmpty() ? "" : Suggestion.hint(name, known, "", "it has");
    }

    @Override
    public List<MethodNode> handleMissingMethod(
            ClassNode receiver,
            String name,
            ArgumentListExpression arguments,
            ClassNode[] argumentTypes,
            MethodCall call) {
        ASTNode place =
                call instanceof MethodCallExpression expression
                        ? expression.getMethod()
                        : (ASTNode) call;
        Optional<Class<?>> group = Vocabulary.group(receiver);
        if (group.isPresent()) {
            wrongForm(place, group.get(), name, arguments, argumentTypes);
        } else if (call instanceof MethodCallExpression expression && expression.isImplicitThis()) {
            // What stands nowhere is an operator, of which the operator's own check tells.
            if (place.getLineNumber() > 0) {
                unknownWord(place, name, expression);
            }
        } else {
            report(
                    place,
                    "unknown-method",
                    "`%s` has no method `%s(%s)`"
                            .formatted(TypeNames.kind(receiver), name, TypeNames.of(argumentTypes)),
                    Suggestion.nearest(name, AllowList.methods(receiver))
                            .filter(near -> !near.equals(name))
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse(
                                    receiver.equals(ClassHelper.VOID_TYPE)
                                            ? "is a comma missing before it?"
                                            : ""));
        }
        return List.of(unknown(name, argumentTypes));
    }

    private void unknownWord(ASTNode place, String name, MethodCallExpression call) {
        ClassNode script = unit.getAST().getScriptClassDummy();
        Set<String> own =
                unit.getAST().getMethods().stream()
                        .map(MethodNode::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (own.contains(name)) {
            report(
                    place,
                    "wrong-arguments",
                    "`" + name + "` does not take these arguments",
                    "it takes "
                            + script.getMethods(name).stream()
                                    .map(method -> "(" + TypeNames.of(types(method)) + ")")
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(" or ")));
            return;
        }
        boolean step = WordPlaces.isStep(call);
        report(
                place,
                step ? "unknown-step" : "unknown-word",
                "unknown " + (step ? "step" : "word") + " `" + name + "`",
                habits(place, name).word().orElseGet(() -> Vocabulary.hint(name, step, own)));
    }

    private static ClassNode[] types(MethodNode method) {
        return Arrays.stream(method.getParameters())
                .map(Parameter::getType)
                .toArray(ClassNode[]::new);
    }

    private void wrongForm(
            ASTNode place,
            Class<?> words,
            String name,
            ArgumentListExpression arguments,
            ClassNode[] given) {
        boolean unknownValue = Arrays.asList(given).contains(ClassHelper.OBJECT_TYPE);
        if (unknownValue && unit.getErrorCollector().hasErrors()) {
            return;
        }
        report(
                place,
                "wrong-arguments",
                "`%s` does not take (%s)".formatted(name, TypeNames.of(given)),
                new WrongForms(words, name)
                                .hint(arguments)
                                .map(hint -> hint + "\n")
                                .orElseGet(() -> OptionChecks.missing(name, given))
                        + "it takes "
                        + Vocabulary.takes(words, name));
    }

    /** Whether a method stands in for one that does not exist, which has been reported. */
    static boolean isUnknown(MethodNode method) {
        return method.getNodeMetaData(UNKNOWN) != null;
    }

    /** Stands in for what does not exist, so that nothing further is said about the call. */
    private static MethodNode unknown(String name, ClassNode[] types) {
        Parameter[] parameters =
                Arrays.stream(types == null ? new ClassNode[0] : types)
                        .map(type -> new Parameter(ClassHelper.dynamicType(), "value"))
                        .toArray(Parameter[]::new);
        MethodNode method =
                new MethodNode(
                        name,
                        0x0001,
                        ClassHelper.dynamicType(),
                        parameters,
                        ClassNode.EMPTY_ARRAY,
                        null);
        method.setDeclaringClass(ClassHelper.OBJECT_TYPE.getPlainNodeReference());
        method.putNodeMetaData(UNKNOWN, true);
        return method;
    }

    @Override
    public void afterMethodCall(MethodCall call) {
        if (call instanceof MethodCallExpression expression) {
            MethodNode target = getTargetMethod(expression);
            if (target != null && PatternCalls.takesPattern(target) && !expression.isSpreadSafe()) {
                PatternCalls.redirect(expression, target)
                        .ifPresent(receiver -> receiver.visit(typeCheckingVisitor));
                if (getType(expression).isArray()) {
                    // With the type before it, the compiler would look for one that is both.
                    expression.removeNodeMetaData(StaticTypesMarker.INFERRED_TYPE);
                    storeType(expression, PatternCalls.PARTS);
                }
            } else if (target != null) {
                OptionChecks.check(expression, target, this::getType, unit, source);
            }
        }
    }

    @Override
    public void afterVisitClass(ClassNode type) {
        UseWall.check(type, unit, this::getType, source);
    }

    private void report(ASTNode node, String code, String message, String hint) {
        MistakeInSyntax.report(unit, source, node, code, message, hint);
    }
}
