package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * Marks what comes from the compiler and not from the user: names, variables and types, since later
 * phases copy calls and properties without their marks.
 */
final class Generated {
    private static final Object MARK = Generated.class;

    private Generated() {}

    static boolean is(ASTNode node) {
        return node.getNodeMetaData(MARK) != null;
    }

    static <E extends Expression> E mark(E expression, ASTNode place) {
        expression.setSourcePosition(place);
        expression.putNodeMetaData(MARK, true);
        return expression;
    }

    /** A call of a method that the class of every build file has. */
    static MethodCallExpression callOfThis(String method, Expression arguments, ASTNode place) {
        return call(new VariableExpression("this"), method, arguments, place);
    }

    static MethodCallExpression call(
            Expression receiver, String method, Expression arguments, ASTNode place) {
        MethodCallExpression call =
                new MethodCallExpression(
                        mark(receiver, place),
                        mark(new ConstantExpression(method), place),
                        arguments);
        call.setImplicitThis(false);
        call.setSourcePosition(place);
        return call;
    }
}
