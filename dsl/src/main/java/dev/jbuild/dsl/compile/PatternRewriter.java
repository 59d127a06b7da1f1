package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

import java.util.Map;

/**
 * Lets the operators of regular expressions go through {@link dev.jbuild.dsl.script.Patterns},
 * which counts what they do. Methods go there when their types are known, see {@link PatternCalls}.
 */
final class PatternRewriter extends ClassCodeExpressionTransformer {
    private static final Map<Integer, String> OPERATORS =
            Map.of(Types.FIND_REGEX, "matcher", Types.MATCH_REGEX, "matches");

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
                    Generated.call(
                            Generated.callOfThis(
                                    PatternCalls.PATTERNS,
                                    new ArgumentListExpression(
                                            transform(binary.getLeftExpression())),
                                    binary),
                            OPERATORS.get(binary.getOperation().getType()),
                            new ArgumentListExpression(transform(binary.getRightExpression())),
                            binary);
            default -> super.transform(expression);
        };
    }
}
