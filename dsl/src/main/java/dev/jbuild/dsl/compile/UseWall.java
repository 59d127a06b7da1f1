package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.MistakeInSyntax;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.dsl.script.TargetWords;
import dev.jbuild.dsl.script.TopWords;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
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
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Function;

/**
 * The third wall: walks over everything that the type checker resolved, and lets pass only what the
 * {@link AllowList} has. What was not resolved does not pass.
 */
final class UseWall extends ClassCodeVisitorSupport {
    private static final ClassNode TARGET_WORDS = ClassHelper.make(TargetWords.class);
    private static final ClassNode TOP_WORDS = ClassHelper.make(TopWords.class);

    /** Operators that compare or assign; what they mean for a type cannot be changed. */
    private static final Set<Integer> FOR_ANYTHING =
            Set.of(
                    Types.EQUAL,
                    Types.COMPARE_EQUAL,
                    Types.COMPARE_NOT_EQUAL,
                    Types.COMPARE_IDENTICAL,
                    Types.COMPARE_NOT_IDENTICAL,
                    Types.LOGICAL_AND,
                    Types.LOGICAL_OR,
                    Types.KEYWORD_IN,
                    Types.COMPARE_NOT_IN,
                    Types.KEYWORD_INSTANCEOF,
                    Types.COMPARE_NOT_INSTANCEOF);

    private static final Set<String> NEVER = Set.of("class", "metaClass", "properties");

    private final ClassNode script;
    private final SourceUnit unit;
    private final Function<ASTNode, ClassNode> typeOf;
    private final SourceText source;
    private final boolean failed;

    private UseWall(
            ClassNode script,
            SourceUnit unit,
            Function<ASTNode, ClassNode> typeOf,
            SourceText source) {
        this.script = script;
        this.unit = unit;
        this.typeOf = typeOf;
        this.source = source;
        this.failed = unit.getErrorCollector().hasErrors();
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
            checkType(parameter.getType(), parameter);
            if (parameter.hasInitialExpression()) {
                parameter.getInitialExpression().visit(this);
            }
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        checkCall(call);
        if (!call.isImplicitThis() && !(call.getObjectExpression() instanceof ClassExpression)) {
            call.getObjectExpression().visit(this);
        }
        call.getArguments().visit(this);
    }

    private void checkCall(MethodCallExpression call) {
        String name = call.getMethodAsString();
        MethodNode target = target(call);
        if (target == null || isDynamic(call) || TypeChecks.isUnknown(target)) {
            refuseUnresolved(call.getMethod(), "`" + name + "` cannot be used in a build file", "");
            return;
        }
        if (WordRewriter.isGenerated(call.getMethod())) {
            return;
        }
        ClassNode owner = target.getDeclaringClass();
        if (isWord(call, owner) || (owner.equals(script) && call.isImplicitThis())) {
            return;
        }
        if (call.isImplicitThis() && !owner.equals(ClassHelper.CLOSURE_TYPE)) {
            refuseWord(call, name);
        } else if (target.isStatic() && !(target instanceof ExtensionMethodNode)) {
            checkStatic(call.getMethod(), owner, name);
        } else {
            checkMethod(call, owner, name);
        }
    }

    private static boolean isWord(MethodCallExpression call, ClassNode owner) {
        return (owner.equals(TARGET_WORDS) || owner.equals(TOP_WORDS))
                && call.getObjectExpression() instanceof MethodCallExpression placed
                && WordRewriter.isGenerated(placed.getMethod());
    }

    private void refuseWord(MethodCallExpression call, String name) {
        boolean step = WordPlaces.isStep(call);
        refuse(
                call.getMethod(),
                "`" + name + "` cannot be used in a build file",
                Suggestion.hint(
                        name,
                        step ? Vocabulary.TARGET : Vocabulary.TOP,
                        "",
                        step ? "steps of a target" : "words outside of targets"));
    }

    private void checkStatic(ASTNode place, ClassNode owner, String name) {
        if (!AllowList.allowsStatic(owner, name)) {
            refuse(
                    place,
                    "`%s.%s` cannot be used in a build file"
                            .formatted(owner.getNameWithoutPackage(), name),
                    "");
        }
    }

    private void checkMethod(MethodCallExpression call, ClassNode owner, String name) {
        Expression receiver = call.getObjectExpression();
        boolean onType = receiver instanceof ClassExpression;
        boolean textOfData =
                name.equals("toString")
                        && !call.isSpreadSafe()
                        && AllowList.isData(typeOf.apply(receiver));
        if (onType || !(AllowList.methods(owner).contains(name) || textOfData)) {
            refuse(
                    call.getMethod(),
                    "`%s` of a %s cannot be used in a build file"
                            .formatted(name, TypeNames.kind(owner)),
                    name.equals("toString") ? "write `\"${value}\"`" : "");
        }
    }

    @Override
    public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
        checkStatic(call, call.getOwnerType(), call.getMethod());
        call.getArguments().visit(this);
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
        if (!AllowList.allowsNew(call.getType())) {
            refuse(
                    call,
                    "`new %s` cannot be used in a build file"
                            .formatted(call.getType().getNameWithoutPackage()),
                    "write a list as `[]` and a map as `[:]`");
        }
        call.getArguments().visit(this);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        int operation = expression.getOperation().getType();
        checkOperator(expression, operation);
        expression.getLeftExpression().visit(this);
        if (operation == Types.KEYWORD_INSTANCEOF || operation == Types.COMPARE_NOT_INSTANCEOF) {
            checkType(expression.getRightExpression().getType(), expression.getRightExpression());
        } else {
            expression.getRightExpression().visit(this);
        }
    }

    private void checkOperator(BinaryExpression expression, int operation) {
        ClassNode left = typeOf.apply(expression.getLeftExpression());
        ClassNode right = typeOf.apply(expression.getRightExpression());
        MethodNode target = target(expression);
        if (isDynamic(expression)) {
            refuseUnresolved(expression, "this operator cannot be used here", "");
        } else if (operation == Types.LEFT_SQUARE_BRACKET) {
            checkIndex(expression, left, right);
        } else if (target != null) {
            ClassNode owner = target.getDeclaringClass();
            if (!AllowList.methods(owner).contains(target.getName())) {
                refuse(
                        expression,
                        "this operator cannot be used on a " + TypeNames.kind(owner),
                        "");
            }
        } else if (!FOR_ANYTHING.contains(operation)
                && !(AllowList.isData(left) && AllowList.isData(right))) {
            refuseUnresolved(
                    expression,
                    "this operator cannot be used on a %s and a %s"
                            .formatted(TypeNames.kind(left), TypeNames.kind(right)),
                    "");
        }
        if (operation == Types.PLUS || operation == Types.PLUS_EQUAL) {
            checkText(expression.getLeftExpression(), expression.getRightExpression());
        }
    }

    /** A name as the index of anything but a map reads a property. */
    private void checkIndex(BinaryExpression expression, ClassNode left, ClassNode right) {
        boolean allowed =
                AllowList.isMap(left) || (AllowList.isData(left) && AllowList.isIndex(right));
        if (!allowed) {
            refuseUnresolved(
                    expression,
                    "`[...]` with a %s cannot be used on a %s"
                            .formatted(TypeNames.kind(right), TypeNames.kind(left)),
                    "declare the type of the value, as in `Map<String, String> name`");
        }
    }

    /** Text of what has no text of its own differs from run to run. */
    private void checkText(Expression left, Expression right) {
        boolean text = typeOf.apply(left).equals(ClassHelper.STRING_TYPE);
        if (text && typeOf.apply(right).equals(ClassHelper.CLOSURE_TYPE)) {
            refuse(right, "a closure has no text", "");
        }
    }

    @Override
    public void visitPrefixExpression(PrefixExpression expression) {
        checkStep(expression, expression.getExpression());
    }

    @Override
    public void visitPostfixExpression(PostfixExpression expression) {
        checkStep(expression, expression.getExpression());
    }

    private void checkStep(Expression step, Expression operand) {
        if (!AllowList.isData(typeOf.apply(operand)) || isDynamic(step)) {
            refuseUnresolved(step, "this operator cannot be used here", "");
        }
        operand.visit(this);
    }

    @Override
    public void visitPropertyExpression(PropertyExpression expression) {
        if (WordRewriter.isGenerated(expression.getProperty())) {
            return;
        }
        Expression owner = expression.getObjectExpression();
        String name = expression.getPropertyAsString();
        if (!isAllowed(expression, owner, name)) {
            refuseUnresolved(
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
                || isDynamic(expression)
                || NEVER.contains(name)) {
            return false;
        }
        ClassNode type = typeOf.apply(owner);
        return AllowList.isMap(type) || AllowList.properties(type).contains(name);
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (WordRewriter.isGenerated(variable)) {
            return;
        }
        boolean outside =
                variable.getAccessedVariable() instanceof DynamicVariable
                        || variable.getAccessedVariable() instanceof PropertyNode
                        || variable.getAccessedVariable() == null;
        boolean self = variable.isThisExpression() || variable.isSuperExpression();
        if (self || (outside && !Vocabulary.VALUES.contains(variable.getName()))) {
            refuseUnresolved(
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
            checkType(expression.getVariableExpression().getOriginType(), expression);
        }
        expression.getRightExpression().visit(this);
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
        super.visitCastExpression(cast);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        checkParameters(closure.getParameters());
        closure.getCode().visit(this);
    }

    @Override
    public void visitClassExpression(ClassExpression type) {
        refuse(
                type,
                "`" + type.getType().getNameWithoutPackage() + "` cannot be used in a build file",
                "");
    }

    @Override
    public void visitGStringExpression(GStringExpression text) {
        refuse(text, "this text cannot be used in a build file", "");
    }

    private void checkType(ClassNode type, ASTNode place) {
        if (!AllowList.allowsType(type)) {
            refuse(
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

    private static @Nullable MethodNode target(Expression expression) {
        return expression.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
    }

    private static boolean isDynamic(Expression expression) {
        return expression.getNodeMetaData(StaticTypesMarker.DYNAMIC_RESOLUTION) != null;
    }

    /** What is not resolved may be so because of a mistake that has been reported: then enough. */
    private void refuseUnresolved(ASTNode node, String message, String hint) {
        if (!failed) {
            refuse(node, message, hint);
        }
    }

    private void refuse(ASTNode node, String message, String hint) {
        MistakeInSyntax.report(unit, source, node, "not-allowed", message, hint);
    }
}
