package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.SourceText;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Function;

/**
 * The third wall: walks over everything that the type checker resolved, and lets pass only what the
 * {@link AllowList} has. What was not resolved does not pass.
 */
final class UseWall extends ClassCodeVisitorSupport {
    private static final Set<String> NEVER = Set.of("class", "metaClass", "properties");

    private final SourceUnit unit;
    private final Function<ASTNode, ClassNode> typeOf;
    private final Refusals refusals;
    private final CallRules calls;
    private final OperatorRules operators;

    private UseWall(
            ClassNode script,
            SourceUnit unit,
            Function<ASTNode, ClassNode> typeOf,
            SourceText source) {
        this.unit = unit;
        this.typeOf = typeOf;
        this.refusals = new Refusals(unit, source);
        this.calls = new CallRules(script, typeOf, refusals);
        this.operators = new OperatorRules(typeOf, refusals);
    }

    /**
     * @param typeOf the type that the type checker found for an expression
     */
    static void check(
            ClassNode script,
            SourceUnit unit,
            Function<ASTNode, ClassNode> typeOf,
            SourceText source) {
        UseWall wall = new UseWall(script, unit, typeOf, source);
        for (MethodNode method : script.getMethods()) {
            if (!method.isStatic()) {
                wall.checkMethod(method);
            }
        }
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return unit;
    }

    private void checkMethod(MethodNode method) {
        checkType(method.getReturnType(), method);
        checkParameters(method.getParameters());
        visitMethod(method);
    }

    private void checkParameters(@Nullable Parameter @Nullable [] parameters) {
        if (parameters == null) {
            return;
        }
        for (Parameter parameter : parameters) {
            if (parameter == null) {
                continue;
            }
            ClassNode type = parameter.getType();
            checkType(Repetitions.is(parameter) ? type.getComponentType() : type, parameter);
            if (parameter.hasInitialExpression()) {
                parameter.getInitialExpression().visit(this);
            }
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        calls.check(call);
        if (!call.isImplicitThis() && !(call.getObjectExpression() instanceof ClassExpression)) {
            call.getObjectExpression().visit(this);
        }
        call.getArguments().visit(this);
    }

    @Override
    public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
        calls.checkStatic(call, call.getOwnerType(), call.getMethod());
        call.getArguments().visit(this);
    }

    @Override
    public void visitThrowStatement(ThrowStatement statement) {
        if (statement.getExpression() instanceof ConstructorCallExpression made
                && AllowList.allowsThrown(made.getType())) {
            made.getArguments().visit(this);
        } else {
            statement.getExpression().visit(this);
        }
    }

    /** What is thrown is made there and then, and is nothing that a variable could hold. */
    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
        refusals.refuse(
                call,
                "`new %s` cannot be used in a build file"
                        .formatted(call.getType().getNameWithoutPackage()),
                AllowList.allowsThrown(call.getType())
                        ? "it can only be thrown, as in `throw new RuntimeException('why')`"
                        : "write a list as `[]` and a map as `[:]`");
        call.getArguments().visit(this);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        int operation = expression.getOperation().getType();
        operators.check(expression, operation);
        if (operation == Types.ASSIGN
                && expression.getLeftExpression() instanceof VariableExpression variable
                && !variable.isDynamicTyped()) {
            checkAssigned(expression.getRightExpression(), variable.getOriginType());
        }
        expression.getLeftExpression().visit(this);
        if (operation == Types.KEYWORD_INSTANCEOF || operation == Types.COMPARE_NOT_INSTANCEOF) {
            checkType(expression.getRightExpression().getType(), expression.getRightExpression());
        } else {
            expression.getRightExpression().visit(this);
        }
    }

    @Override
    public void visitPrefixExpression(PrefixExpression expression) {
        operators.checkStep(expression, expression.getExpression());
        expression.getExpression().visit(this);
    }

    @Override
    public void visitPostfixExpression(PostfixExpression expression) {
        operators.checkStep(expression, expression.getExpression());
        expression.getExpression().visit(this);
    }

    @Override
    public void visitPropertyExpression(PropertyExpression expression) {
        if (Generated.is(expression.getProperty())) {
            return;
        }
        Expression owner = expression.getObjectExpression();
        String name = expression.getPropertyAsString();
        if (!isAllowed(expression, owner, name)) {
            refusals.refuseUnresolved(
                    expression.getProperty(),
                    "`." + name + "` cannot be used here",
                    expression.isSpreadSafe() ? "write `.collect { it." + name + " }`" : "");
        }
        if (!(owner instanceof ClassExpression)) {
            owner.visit(this);
        }
    }

    private boolean isAllowed(PropertyExpression expression, Expression owner, String name) {
        if (owner instanceof ClassExpression
                || expression.isSpreadSafe()
                || Resolution.isDynamic(expression)
                || NEVER.contains(name)) {
            return false;
        }
        ClassNode type = typeOf.apply(owner);
        return AllowList.isMap(type) || AllowList.properties(type).contains(name);
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (Generated.is(variable)) {
            return;
        }
        boolean outside =
                variable.getAccessedVariable() instanceof DynamicVariable
                        || variable.getAccessedVariable() instanceof PropertyNode
                        || variable.getAccessedVariable() == null;
        boolean self = variable.isThisExpression() || variable.isSuperExpression();
        if (self || (outside && !Vocabulary.VALUES.contains(variable.getName()))) {
            refusals.refuseUnresolved(
                    variable, "`" + variable.getName() + "` cannot be used in a build file", "");
        }
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression expression) {
        if (expression.isMultipleAssignmentDeclaration()) {
            for (Expression variable : expression.getTupleExpression().getExpressions()) {
                checkType(((VariableExpression) variable).getOriginType(), variable);
            }
        } else {
            VariableExpression variable = expression.getVariableExpression();
            checkType(variable.getOriginType(), expression);
            if (!variable.isDynamicTyped()) {
                checkAssigned(expression.getRightExpression(), variable.getOriginType());
            }
        }
        expression.getRightExpression().visit(this);
    }

    private void checkAssigned(Expression value, ClassNode type) {
        ClassNode given = typeOf.apply(value);
        boolean absent =
                value instanceof EmptyExpression
                        || (value instanceof ConstantExpression constant
                                && constant.isNullExpression());
        if (!absent && !type.isArray() && !Coercions.allowsAssignment(given, type)) {
            refuseCoercion(value, given, type);
        }
    }

    private void refuseCoercion(Expression value, ClassNode given, ClassNode type) {
        refusals.refuseUnresolved(
                value,
                "a %s cannot be made a %s"
                        .formatted(TypeNames.kind(given), type.getNameWithoutPackage()),
                "");
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        checkParameters(
                new @Nullable Parameter[] {loop.getIndexVariable(), loop.getValueVariable()});
        super.visitForLoop(loop);
    }

    @Override
    public void visitCastExpression(CastExpression cast) {
        checkType(cast.getType(), cast);
        ClassNode given = typeOf.apply(cast.getExpression());
        boolean allowed =
                cast.isCoerce()
                        ? Coercions.allowsAs(given, cast.getType())
                        : Coercions.allowsCast(given, cast.getType());
        if (!allowed && !cast.getType().isArray()) {
            refuseCoercion(cast, given, cast.getType());
        }
        super.visitCastExpression(cast);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        checkParameters(closure.getParameters());
        closure.getCode().visit(this);
    }

    @Override
    public void visitClassExpression(ClassExpression type) {
        refusals.refuse(
                type,
                "`" + type.getType().getNameWithoutPackage() + "` cannot be used in a build file",
                "");
    }

    @Override
    public void visitGStringExpression(GStringExpression text) {
        refusals.refuse(text, "this text cannot be used in a build file", "");
    }

    private void checkType(ClassNode type, ASTNode place) {
        if (type.isArray()) {
            refusals.refuse(
                    place,
                    "arrays have no place in a build file",
                    "write a list, as in `List<%s> name = []`"
                            .formatted(type.getComponentType().getNameWithoutPackage()));
            return;
        }
        if (!AllowList.allowsType(type)) {
            refusals.refuse(
                    place,
                    "the type `"
                            + type.getNameWithoutPackage()
                            + "` cannot be used in a build file",
                    "");
            return;
        }
        GenericsType[] arguments = type.getGenericsTypes();
        if (arguments != null) {
            for (GenericsType argument : arguments) {
                if (!argument.isWildcard() && !argument.isPlaceholder()) {
                    checkType(argument.getType(), place);
                }
            }
        }
    }
}
