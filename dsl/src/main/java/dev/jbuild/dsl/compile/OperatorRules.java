package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.syntax.Types;

import java.util.Set;
import java.util.function.Function;

/** Which operators a build file may use on what. */
final class OperatorRules {
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

    private static final Set<Integer> SHIFTS =
            Set.of(
                    Types.LEFT_SHIFT,
                    Types.LEFT_SHIFT_EQUAL,
                    Types.RIGHT_SHIFT,
                    Types.RIGHT_SHIFT_EQUAL,
                    Types.RIGHT_SHIFT_UNSIGNED,
                    Types.RIGHT_SHIFT_UNSIGNED_EQUAL);

    private final Function<ASTNode, ClassNode> typeOf;
    private final Refusals refusals;

    OperatorRules(Function<ASTNode, ClassNode> typeOf, Refusals refusals) {
        this.typeOf = typeOf;
        this.refusals = refusals;
    }

    void check(BinaryExpression expression, int operation) {
        ClassNode left = typeOf.apply(expression.getLeftExpression());
        ClassNode right = typeOf.apply(expression.getRightExpression());
        MethodNode target = Resolution.target(expression);
        if (Resolution.isDynamic(expression)) {
            refusals.refuseUnresolved(expression, "this operator cannot be used here", "");
        } else if (operation == Types.LEFT_SQUARE_BRACKET) {
            checkIndex(expression, left, right);
        } else if (target != null) {
            ClassNode owner = target.getDeclaringClass();
            if (!AllowList.methods(owner).contains(target.getName())) {
                refusals.refuse(
                        expression,
                        owner.equals(ClassHelper.OBJECT_TYPE)
                                ? "this operator cannot be used here"
                                : "this operator cannot be used on a " + TypeNames.kind(owner),
                        "");
            } else if (Replacements.isDue(target)) {
                Replacements.replace(expression, target);
            }
        } else if (SHIFTS.contains(operation)) {
            refusals.refuse(expression, "numbers are not shifted in a build file", "");
        } else if (!FOR_ANYTHING.contains(operation)
                && !(AllowList.isData(left) && AllowList.isData(right))) {
            refusals.refuseUnresolved(
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
            refusals.refuseUnresolved(
                    expression,
                    "`[...]` with a %s cannot be used on a %s"
                            .formatted(TypeNames.kind(right), TypeNames.kind(left)),
                    "declare the type of the value, as in `Map<String, String> name`");
        }
    }

    /** Text of what has no text of its own differs from run to run. */
    private void checkText(Expression left, Expression right) {
        ClassNode added = typeOf.apply(right);
        if (typeOf.apply(left).equals(ClassHelper.STRING_TYPE) && !AllowList.hasText(added)) {
            refusals.refuse(right, "a " + TypeNames.kind(added) + " has no text", "");
        }
    }

    /** {@code ++} and {@code --}. */
    void checkStep(Expression step, Expression operand) {
        if (!AllowList.isData(typeOf.apply(operand)) || Resolution.isDynamic(step)) {
            refusals.refuseUnresolved(step, "this operator cannot be used here", "");
        }
    }
}
