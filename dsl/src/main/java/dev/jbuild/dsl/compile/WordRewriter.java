package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.MistakeInSyntax;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.script.Interpolation;
import dev.jbuild.dsl.script.Values;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Rewrites words and texts before names are resolved: each word gets its place and its receiver,
 * each interpolated text becomes a plain String, and changing the case of a text no longer depends
 * on the machine's language.
 */
final class WordRewriter extends ClassCodeExpressionTransformer {
    /** Names of a closure's methods that a variable which holds a closure is called by. */
    private static final Set<String> CALLS = Set.of("call", "doCall");

    private static final Set<String> CASE_CHANGES = Set.of("toLowerCase", "toUpperCase");

    private final SourceUnit unit;
    private final SourceText source;
    private final Set<String> arguments = new TreeSet<>();
    private final Set<String> variables = new TreeSet<>();
    private final List<Runnable> misplaced = new ArrayList<>();
    private Where where = Where.TOP;

    private enum Where {
        TOP,
        TARGET,
        METHOD
    }

    private WordRewriter(SourceUnit unit, SourceText source) {
        this.unit = unit;
        this.source = source;
    }

    /**
     * Rewrites the file.
     *
     * @return the arguments that it declares with a written-out name, its variables, and the
     *     reports of words in the wrong place, which the caller makes when the other mistakes are
     *     known as well
     */
    static Words rewrite(SourceUnit unit, SourceText source) {
        WordRewriter rewriter = new WordRewriter(unit, source);
        for (ClassNode type : unit.getAST().getClasses()) {
            for (MethodNode method : type.getMethods()) {
                if (!method.isStatic()) {
                    boolean body = method.getName().equals("run");
                    rewriter.where = body ? Where.TOP : Where.METHOD;
                    rewriter.visitMethod(method);
                }
            }
        }
        return new Words(rewriter.arguments, rewriter.variables, rewriter.misplaced);
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return unit;
    }

    @Override
    @SuppressWarnings("NullAway") // the class above passes and expects null for what is left out
    public Expression transform(Expression expression) {
        return switch (expression) {
            case null -> null;
            case ClosureExpression closure -> {
                closure.visit(this);
                yield closure;
            }
            case MethodCallExpression call
                    when call.isImplicitThis() && call.getMethodAsString() != null ->
                    word(call, call.getMethodAsString());
            case MethodCallExpression call when isCaseChange(call) -> caseChange(call);
            case BinaryExpression power when power.getOperation().getType() == Types.POWER ->
                    Generated.call(
                            new ClassExpression(ClassHelper.make(Values.class)),
                            "power",
                            new ArgumentListExpression(
                                    transform(power.getLeftExpression()),
                                    transform(power.getRightExpression())),
                            power);
            case RangeExpression range ->
                    Generated.call(
                            new ClassExpression(ClassHelper.make(Values.class)),
                            "range",
                            new ArgumentListExpression(super.transform(range)),
                            range);
            case GStringExpression text -> interpolation(text);
            case DeclarationExpression declaration -> {
                noteVariables(declaration);
                yield super.transform(declaration);
            }
            default -> super.transform(expression);
        };
    }

    private Expression word(MethodCallExpression call, String name) {
        boolean top = Vocabulary.TOP.contains(name);
        boolean step = Vocabulary.TARGET.contains(name);
        if (!top && !step) {
            return otherCall(call, name);
        }
        if (Functions.WORDS.containsKey(name)) {
            misplaced(
                    call.getMethod(),
                    "function-place",
                    "`" + name + "` stands at the top of a file, with names written out",
                    "as in `" + Functions.WORDS.get(name) + "`");
            return ConstantExpression.NULL;
        }
        if (name.equals("arg")) {
            noteArgument(call.getArguments());
        }
        boolean asStep = step && (where != Where.TOP || !top);
        if (step && !top && where == Where.TOP) {
            misplaced(
                    call.getMethod(),
                    "step-outside-target",
                    "`" + name + "` is a step of a target",
                    "write it within `target('name') { ... }`");
        } else if (!step && where == Where.TARGET) {
            misplaced(
                    call.getMethod(),
                    "word-inside-target",
                    "`" + name + "` cannot stand within a target",
                    Vocabulary.hint(name, true, Set.of()));
        }
        MethodCallExpression placed =
                new MethodCallExpression(
                        receiver(
                                asStep ? Vocabulary.groupOfStep(name) : Vocabulary.topGroup(),
                                call),
                        call.getMethod(),
                        arguments(call, name));
        placed.setImplicitThis(false);
        placed.setSourcePosition(call);
        placed.getMethod().setSourcePosition(call.getMethod());
        return placed;
    }

    private Expression arguments(MethodCallExpression call, String name) {
        return name.equals("target")
                ? within(Where.TARGET, () -> transform(call.getArguments()))
                : transform(call.getArguments());
    }

    /** A call of a method of the file, or a misspelt word, whose block may hold anything. */
    private Expression otherCall(MethodCallExpression call, String name) {
        if (SyntaxWall.TAKEN_METHODS.contains(name) && !CALLS.contains(name)) {
            boolean step = where != Where.TOP;
            misplaced(
                    call.getMethod(),
                    step ? "unknown-step" : "unknown-word",
                    "unknown " + (step ? "step" : "word") + " `" + name + "`",
                    Habits.elsewhere(name).orElseGet(() -> Vocabulary.hint(name, step, Set.of())));
            return ConstantExpression.NULL;
        }
        if (where != Where.TOP) {
            WordPlaces.markStep(call);
            return super.transform(call);
        }
        return within(Where.METHOD, () -> super.transform(call));
    }

    private Expression within(Where inside, Supplier<Expression> transformation) {
        Where outside = where;
        where = inside;
        try {
            return transformation.get();
        } finally {
            where = outside;
        }
    }

    private void noteVariables(DeclarationExpression declaration) {
        if (declaration.isMultipleAssignmentDeclaration()) {
            declaration
                    .getTupleExpression()
                    .getExpressions()
                    .forEach(variable -> variables.add(variable.getText()));
        } else {
            variables.add(declaration.getVariableExpression().getName());
        }
    }

    private void noteArgument(Expression arguments) {
        if (arguments instanceof TupleExpression tuple) {
            tuple.getExpressions().stream()
                    .filter(ConstantExpression.class::isInstance)
                    .map(Expression::getText)
                    .findFirst()
                    .ifPresent(this.arguments::add);
        }
    }

    private static Expression receiver(String method, ASTNode place) {
        return Generated.callOfThis(method, placeOf(place), place);
    }

    private static ArgumentListExpression placeOf(ASTNode node) {
        ArgumentListExpression place = new ArgumentListExpression();
        addPlace(place, node);
        return place;
    }

    private static void addPlace(ArgumentListExpression arguments, ASTNode node) {
        arguments.addExpression(new ConstantExpression(node.getLineNumber(), true));
        arguments.addExpression(new ConstantExpression(node.getColumnNumber(), true));
        arguments.addExpression(new ConstantExpression(node.getLastLineNumber(), true));
        arguments.addExpression(new ConstantExpression(node.getLastColumnNumber(), true));
    }

    private Expression interpolation(GStringExpression text) {
        if (text.isConstantString()) {
            Expression constant = text.asConstantString();
            constant.setSourcePosition(text);
            return constant;
        }
        ArgumentListExpression parts = new ArgumentListExpression();
        for (int i = 0; i < text.getStrings().size(); i++) {
            parts.addExpression(text.getStrings().get(i));
            if (i < text.getValues().size()) {
                parts.addExpression(value(text.getValues().get(i)));
            }
        }
        return Generated.call(
                new ClassExpression(ClassHelper.make(Interpolation.class)), "join", parts, text);
    }

    private Expression value(Expression value) {
        ArgumentListExpression arguments = new ArgumentListExpression();
        arguments.addExpression(transform(value));
        addPlace(arguments, value);
        return Generated.call(new VariableExpression("this"), "textOf", arguments, value);
    }

    private static boolean isCaseChange(MethodCallExpression call) {
        return call.getMethodAsString() != null
                && CASE_CHANGES.contains(call.getMethodAsString())
                && call.getArguments() instanceof TupleExpression arguments
                && arguments.getExpressions().isEmpty();
    }

    private Expression caseChange(MethodCallExpression call) {
        PropertyExpression root =
                new PropertyExpression(
                        Generated.mark(new ClassExpression(ClassHelper.make(Locale.class)), call),
                        Generated.mark(new ConstantExpression("ROOT"), call));
        MethodCallExpression changed =
                new MethodCallExpression(
                        transform(call.getObjectExpression()),
                        call.getMethod(),
                        new ArgumentListExpression(root));
        changed.setSafe(call.isSafe());
        changed.setSpreadSafe(call.isSpreadSafe());
        changed.setImplicitThis(false);
        changed.setSourcePosition(call);
        return changed;
    }

    private void misplaced(ASTNode node, String code, String message, String hint) {
        misplaced.add(() -> MistakeInSyntax.report(unit, source, node, code, message, hint));
    }

    /** What a file has in its words, found while they were rewritten. */
    record Words(Set<String> arguments, Set<String> variables, List<Runnable> misplaced) {}
}
