package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;
import org.jspecify.annotations.Nullable;

/** What the type checker left at an expression. */
final class Resolution {
    private Resolution() {}

    /** The method that it will call; null when none was found. */
    static @Nullable MethodNode target(Expression expression) {
        return expression.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
    }

    /** Whether it would be resolved only when it runs. */
    static boolean isDynamic(Expression expression) {
        return expression.getNodeMetaData(StaticTypesMarker.DYNAMIC_RESOLUTION) != null;
    }
}
