package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.control.SourceUnit;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts a call of {@link dev.jbuild.dsl.script.BuildScript#tick} at the beginning of every method,
 * block and round of a loop: nothing that goes on without end does so without passing one.
 */
final class Ticks extends ClassCodeVisitorSupport {
    private final SourceUnit unit;

    private Ticks(SourceUnit unit) {
        this.unit = unit;
    }

    static void insert(SourceUnit unit) {
        Ticks ticks = new Ticks(unit);
        for (ClassNode type : unit.getAST().getClasses()) {
            for (MethodNode method : type.getMethods()) {
                if (!method.isStatic()) {
                    ticks.visitMethod(method);
                    method.setCode(ticking(method.getCode(), method));
                }
            }
        }
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return unit;
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        super.visitClosureExpression(closure);
        closure.setCode(ticking(closure.getCode(), closure));
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        super.visitForLoop(loop);
        tickIn(loop, loop);
    }

    @Override
    public void visitWhileLoop(WhileStatement loop) {
        super.visitWhileLoop(loop);
        tickIn(loop, loop);
    }

    @Override
    public void visitDoWhileLoop(DoWhileStatement loop) {
        super.visitDoWhileLoop(loop);
        tickIn(loop, loop);
    }

    private static void tickIn(LoopingStatement loop, ASTNode place) {
        loop.setLoopBlock(ticking(loop.getLoopBlock(), place));
    }

    private static Statement ticking(Statement body, ASTNode place) {
        MethodCallExpression tick =
                Generated.callOfThis(
                        "tick",
                        new ArgumentListExpression(
                                new ConstantExpression(place.getLineNumber(), true)),
                        place);
        Statement first = new ExpressionStatement(tick);
        first.setSourcePosition(place);
        List<Statement> statements = new ArrayList<>(List.of(first));
        VariableScope scope = new VariableScope();
        if (body instanceof BlockStatement block) {
            statements.addAll(block.getStatements());
            scope = block.getVariableScope();
        } else {
            statements.add(body);
        }
        BlockStatement ticking = new BlockStatement(statements, scope);
        ticking.setSourcePosition(body);
        return ticking;
    }
}
