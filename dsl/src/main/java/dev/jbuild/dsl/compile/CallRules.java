package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;

import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Which methods a build file may call. */
final class CallRules {
    private final ClassNode script;
    private final Function<ASTNode, ClassNode> typeOf;
    private final Refusals refusals;

    CallRules(ClassNode script, Function<ASTNode, ClassNode> typeOf, Refusals refusals) {
        this.script = script;
        this.typeOf = typeOf;
        this.refusals = refusals;
    }

    void check(MethodCallExpression call) {
        String name = call.getMethodAsString();
        MethodNode target = Resolution.target(call);
        if (target == null || Resolution.isDynamic(call) || TypeChecks.isUnknown(target)) {
            refusals.refuseUnresolved(
                    call.getMethod(), "`" + name + "` cannot be used in a build file", "");
            return;
        }
        if (Generated.is(call.getMethod())) {
            return;
        }
        if (target.getReturnType().isArray()) {
            refusals.refuse(
                    call.getMethod(),
                    "`" + name + "` gives an array, which has no place in a build file",
                    "");
            return;
        }
        ClassNode owner = target.getDeclaringClass();
        if (owner.equals(script) && isSpread(call)) {
            refusals.refuse(
                    call.getArguments(),
                    "a method of the build file takes no `*list`",
                    "let it take a list, as in `void %s(List<String> values)`".formatted(name));
            return;
        }
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

    private static boolean isSpread(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression arguments
                && arguments.getExpressions().stream().anyMatch(SpreadExpression.class::isInstance);
    }

    private static boolean isWord(MethodCallExpression call, ClassNode owner) {
        return Vocabulary.group(owner).isPresent()
                && call.getObjectExpression() instanceof MethodCallExpression placed
                && Generated.is(placed.getMethod());
    }

    private void refuseWord(MethodCallExpression call, String name) {
        refusals.refuse(
                call.getMethod(),
                "`" + name + "` cannot be used in a build file",
                Vocabulary.hint(name, WordPlaces.isStep(call), Set.of()));
    }

    void checkStatic(ASTNode place, ClassNode owner, String name) {
        if (!AllowList.allowsStatic(owner, name)) {
            refusals.refuse(
                    place,
                    "`%s.%s` cannot be used in a build file"
                            .formatted(owner.getNameWithoutPackage(), name),
                    "");
        }
    }

    private void checkMethod(MethodCallExpression call, ClassNode owner, String name) {
        Expression receiver = call.getObjectExpression();
        if (typeOf.apply(receiver).isArray()) {
            refusals.refuse(
                    call.getMethod(), "`%s` of an array cannot be used".formatted(name), "");
            return;
        }
        boolean onType = receiver instanceof ClassExpression;
        boolean textOfData =
                name.equals("toString")
                        && !call.isSpreadSafe()
                        && AllowList.isData(typeOf.apply(receiver))
                        && AllowList.hasText(typeOf.apply(receiver));
        MethodNode target = Objects.requireNonNull(Resolution.target(call));
        if (PatternCalls.isCounted(target) && !call.isSpreadSafe()) {
            return;
        }
        if (PatternCalls.isCounted(target) || PatternCalls.takesPattern(target)) {
            refusals.refuse(
                    call.getMethod(),
                    "`*." + name + "` cannot be used in a build file",
                    "write `.collect { it." + name + "(...) }`");
            return;
        }
        boolean own = Replacements.isDue(target);
        if (own && (call.isSpreadSafe() || !Replacements.replace(call, target))) {
            refusals.refuse(
                    call.getMethod(),
                    "this form of `%s` cannot be used in a build file".formatted(name),
                    call.isSpreadSafe() ? "write `.collect { it." + name + "(...) }`" : "");
            return;
        }
        if (onType || !(AllowList.methods(owner).contains(name) || textOfData)) {
            refusals.refuse(
                    call.getMethod(),
                    "`%s` of a %s cannot be used in a build file"
                            .formatted(name, TypeNames.kind(owner)),
                    name.equals("toString") ? "write `\"${value}\"`" : "");
        }
    }
}
