package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets regular expressions go through {@link dev.jbuild.dsl.script.Patterns}, which counts what
 * they do. Types are not known yet; so calls that lists have as well go there only with a
 * written-out pattern, and the others are left to the limit on time.
 */
final class PatternRewriter extends ClassCodeExpressionTransformer {
    private static final Map<Integer, String> OPERATORS =
            Map.of(Types.FIND_REGEX, "matcher", Types.MATCH_REGEX, "matches");

    /** Methods that only a text has with so many arguments. */
    private static final Map<String, Integer> OF_TEXT =
            Map.of("matches", 1, "replaceAll", 2, "replaceFirst", 2);

    private static final Set<String> OF_LISTS_TOO = Set.of("find", "findAll", "split");

    private final SourceUnit unit;

    private PatternRewriter(SourceUnit unit) {
        this.unit = unit;
    }

    static void rewrite(SourceUnit unit) {
        PatternRewriter rewriter = new PatternRewriter(unit);
        for (ClassNode type : unit.getAST().getClasses()) {
            for (MethodNode method : type.getMethods()) {
                if (!method.isStatic()) {
                    rewriter.visitMethod(method);
                }
            }
        }
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
            case BinaryExpression binary
                    when OPERATORS.containsKey(binary.getOperation().getType()) ->
                    counted(
                            OPERATORS.get(binary.getOperation().getType()),
                            List.of(binary.getLeftExpression(), binary.getRightExpression()),
                            binary);
            case MethodCallExpression call
                    when call.getArguments() instanceof TupleExpression arguments
                            && takesPattern(call, arguments.getExpressions()) -> {
                List<Expression> all = new ArrayList<>(arguments.getExpressions());
                all.addFirst(call.getObjectExpression());
                yield counted(call.getMethodAsString(), all, call);
            }
            default -> super.transform(expression);
        };
    }

    private static boolean takesPattern(MethodCallExpression call, List<Expression> arguments) {
        String name = call.getMethodAsString();
        if (name == null
                || call.isImplicitThis()
                || call.isSafe()
                || call.isSpreadSafe()
                || arguments.isEmpty()
                || arguments.getLast() instanceof ClosureExpression) {
            return false;
        }
        boolean written =
                arguments.getFirst() instanceof ConstantExpression
                        || arguments.getFirst() instanceof GStringExpression;
        return OF_LISTS_TOO.contains(name)
                ? written
                : Integer.valueOf(arguments.size()).equals(OF_TEXT.get(name));
    }

    private Expression counted(String name, List<Expression> arguments, ASTNode place) {
        ArgumentListExpression transformed = new ArgumentListExpression();
        arguments.forEach(argument -> transformed.addExpression(transform(argument)));
        return Generated.call(
                Generated.callOfThis("patterns", new ArgumentListExpression(), place),
                name,
                transformed,
                place);
    }
}
