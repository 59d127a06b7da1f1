package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Remembers for unknown words whether they stand where steps are expected. */
final class WordPlaces {
    private static final Object STEP = WordPlaces.class;

    private WordPlaces() {}

    static void markStep(MethodCallExpression call) {
        call.getMethod().putNodeMetaData(STEP, true);
    }

    static boolean isStep(MethodCallExpression call) {
        return call.getMethod().getNodeMetaData(STEP) != null;
    }
}
