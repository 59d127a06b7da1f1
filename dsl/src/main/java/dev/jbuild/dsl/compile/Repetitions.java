package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.Lists;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.tools.GenericsUtils;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;

/**
 * Parameters that take any number of values, as in {@code String... names}. Java passes them as an
 * array, whose text and hash are its address. A build file sees a list in its place, and has no
 * arrays at all.
 */
final class Repetitions {
    private static final String SUFFIX = "$array";

    private Repetitions() {}

    /** Whether a parameter is one of those, and not an array that somebody asks for. */
    static boolean is(Parameter parameter) {
        return parameter.getName().endsWith(SUFFIX);
    }

    /** A parameter that is only passed on. */
    static Parameter passed(ClassNode type, String name) {
        return new Parameter(type, type.isArray() ? name + SUFFIX : name);
    }

    /**
     * Gives the last of the parameters another name where it takes any number of values.
     *
     * @param code what the parameters are for
     * @return the code, which begins with a list of the name that the parameter had
     */
    static Statement asLists(Parameter[] parameters, Statement code) {
        if (parameters.length == 0 || !parameters[parameters.length - 1].getType().isArray()) {
            return code;
        }
        int last = parameters.length - 1;
        Parameter written = parameters[last];
        ClassNode element = ClassHelper.getWrapper(written.getType().getComponentType());
        Parameter array = passed(element.makeArray(), written.getName());
        array.setSourcePosition(written);
        parameters[last] = array;
        BlockStatement block = new BlockStatement();
        block.addStatement(declaration(written, element, array));
        block.addStatement(code);
        block.setSourcePosition(code);
        return block;
    }

    private static Statement declaration(Parameter written, ClassNode element, Parameter array) {
        VariableExpression list =
                new VariableExpression(
                        written.getName(),
                        GenericsUtils.makeClassSafeWithGenerics(
                                ClassHelper.LIST_TYPE, new GenericsType(element)));
        list.setSourcePosition(written);
        Expression made =
                Generated.call(
                        new ClassExpression(ClassHelper.make(Lists.class)),
                        "of",
                        new ArgumentListExpression(
                                Generated.mark(new VariableExpression(array), written)),
                        written);
        DeclarationExpression declaration =
                new DeclarationExpression(
                        list,
                        Token.newSymbol(
                                Types.EQUAL, written.getLineNumber(), written.getColumnNumber()),
                        made);
        declaration.setSourcePosition(written);
        Statement statement = new ExpressionStatement(declaration);
        statement.setSourcePosition(written);
        return statement;
    }
}
