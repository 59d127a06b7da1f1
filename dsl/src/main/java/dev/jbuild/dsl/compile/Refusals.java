package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.MistakeInSyntax;
import dev.jbuild.dsl.diagnose.SourceText;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;

/** Says what may not be used in a build file. */
final class Refusals {
    private final SourceUnit unit;
    private final SourceText source;
    private final boolean failed;

    Refusals(SourceUnit unit, SourceText source) {
        this.unit = unit;
        this.source = source;
        this.failed = unit.getErrorCollector().hasErrors();
    }

    void refuse(ASTNode node, String message, String hint) {
        MistakeInSyntax.report(unit, source, node, "not-allowed", message, hint);
    }

    /** What is not resolved may be so because of a mistake that has been reported: then enough. */
    void refuseUnresolved(ASTNode node, String message, String hint) {
        if (!failed) {
            refuse(node, message, hint);
        }
    }
}
