package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.MistakeInSyntax;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.script.BuildScript;

import groovy.lang.Closure;
import groovy.lang.Script;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.FieldExpression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.LambdaExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.MethodReferenceExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first wall: the syntax that a build file may use. It stands before names are resolved and
 * before annotations take effect, some of which run code while they are compiled.
 */
final class SyntaxWall extends ClassCodeVisitorSupport {
    /** The version of the language. */
    static final String VERSION = "1";

    /** What calls in a build file would find in its base classes or, in a block, in the closure. */
    static final Set<String> TAKEN_METHODS = takenMethods();

    private final SourceUnit unit;
    private final SourceText source;

    private SyntaxWall(SourceUnit unit, SourceText source) {
        this.unit = unit;
        this.source = source;
    }

    static void check(SourceUnit unit, SourceText source) {
        SyntaxWall wall = new SyntaxWall(unit, source);
        wall.checkModule(unit.getAST());
    }

    private static Set<String> takenMethods() {
        Set<String> taken =
                Stream.of(BuildScript.class, Script.class, Closure.class, Object.class)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .map(Method::getName)
                        .filter(name -> name.indexOf('$') < 0)
                        .collect(Collectors.toCollection(HashSet::new));
        taken.addAll(
                List.of(
                        "main",
                        "call",
                        "doCall",
                        "methodMissing",
                        "propertyMissing",
                        "getMetaClass",
                        "setMetaClass"));
        return taken;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return unit;
    }

    private void checkModule(ModuleNode module) {
        checkVersion(module);
        Stream.of(
                        module.getImports().stream(),
                        module.getStarImports().stream(),
                        module.getStaticImports().values().stream(),
                        module.getStaticStarImports().values().stream())
                .flatMap(imports -> imports)
                .filter(imported -> imported.getLineNumber() > 0)
                .forEach(this::refuseImport);
        if (module.getPackage() != null) {
            refuse(module.getPackage(), "`package` has no place in a build file", "");
        }
        for (ClassNode type : module.getClasses()) {
            if (!type.isScript()) {
                refuse(
                        type,
                        "a build file cannot declare a type of its own",
                        "use methods, lists and maps");
            }
        }
        module.getMethods().forEach(this::checkMethod);
        visitBlockStatement(module.getStatementBlock());
    }

    private void checkVersion(ModuleNode module) {
        List<Statement> statements = module.getStatementBlock().getStatements();
        if (statements.isEmpty() || statements.getFirst().getLineNumber() < 1) {
            ASTNode start = new ASTNode();
            start.setLineNumber(1);
            start.setColumnNumber(1);
            start.setLastLineNumber(1);
            start.setLastColumnNumber(1);
            report(
                    start,
                    "empty-build-file",
                    "the build file says nothing",
                    "begin with `jbuild '" + VERSION + "'`, then declare a target");
            return;
        }
        Statement first = statements.getFirst();
        if (first instanceof ExpressionStatement statement
                && statement.getExpression() instanceof MethodCallExpression call
                && call.isImplicitThis()
                && "jbuild".equals(call.getMethodAsString())) {
            checkVersion(call);
        } else {
            report(
                    first,
                    "missing-version",
                    "a build file begins with the version of its language",
                    "write `jbuild '" + VERSION + "'` as the first statement" + origin());
        }
    }

    /** Says what to do with a file that was written for another tool. */
    private String origin() {
        String first = source.text().stripLeading();
        if (first.startsWith("VERSION ")) {
            return "; `jbuild import` makes a build file of an Earthfile";
        }
        return first.startsWith("FROM ") ? "; `fromDockerfile` builds a Dockerfile as it is" : "";
    }

    private void checkVersion(MethodCallExpression call) {
        if (call.getArguments() instanceof TupleExpression arguments
                && arguments.getExpressions().size() == 1
                && arguments.getExpression(0) instanceof ConstantExpression version) {
            if (!VERSION.equals(version.getValue())) {
                report(
                        version,
                        "language-version",
                        "the language version `" + version.getText() + "` is not known",
                        "this jbuild knows version '" + VERSION + "'");
            }
            return;
        }
        report(
                call,
                "language-version",
                "`jbuild` takes the version of the language, written out",
                "`jbuild '" + VERSION + "'`");
    }

    private void refuseImport(ImportNode imported) {
        refuse(
                imported,
                "`import` has no place in a build file",
                "everything that a build file can use is there without imports");
    }

    private void checkMethod(MethodNode method) {
        String name = method.getName();
        if (TakenNames.isWord(name)) {
            refuse(method, "`" + name + "` is a word of the language", "choose another name");
        } else if (TAKEN_METHODS.contains(name)) {
            refuse(method, "the name `" + name + "` is taken", "choose another name");
        }
        if (method.isStatic()) {
            refuse(method, "a method of a build file is not `static`", "leave out `static`");
        }
        visitMethod(method);
    }

    @Override
    public void visitAnnotations(AnnotatedNode node) {
        node.getAnnotations().stream()
                .filter(annotation -> annotation.getLineNumber() > 0)
                .forEach(
                        annotation ->
                                refuse(
                                        annotation,
                                        "annotations have no place in a build file",
                                        ""));
    }

    @Override
    public void visitBooleanExpression(BooleanExpression condition) {
        if (condition.getExpression() instanceof BinaryExpression operation
                && operation.getOperation().getType() == Types.EQUAL) {
            refuse(operation, "a condition that sets a variable", "`==` compares");
        }
        super.visitBooleanExpression(condition);
    }

    @Override
    public void visitTryCatchFinally(TryCatchStatement statement) {
        refuse(
                statement,
                "`try` has no place in a build file",
                "a mistake ends the evaluation and is shown with its line");
    }

    @Override
    public void visitSynchronizedStatement(SynchronizedStatement statement) {
        refuse(statement, "`synchronized` has no place in a build file", "");
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (!(call.getMethod() instanceof ConstantExpression)) {
            refuse(call.getMethod(), "the name of a method must be written out", "");
        }
        if (!call.isImplicitThis()) {
            call.getObjectExpression().visit(this);
        }
        call.getMethod().visit(this);
        call.getArguments().visit(this);
    }

    @Override
    public void visitPropertyExpression(PropertyExpression expression) {
        if (!(expression.getProperty() instanceof ConstantExpression)) {
            refuse(
                    expression.getProperty(),
                    "the name of a property must be written out",
                    "read a map with `map[key]`");
        }
        super.visitPropertyExpression(expression);
    }

    @Override
    public void visitAttributeExpression(AttributeExpression expression) {
        refuse(expression, "`.@` has no place in a build file", "");
    }

    @Override
    public void visitFieldExpression(FieldExpression expression) {
        refuse(expression, "fields have no place in a build file", "");
    }

    @Override
    public void visitMethodPointerExpression(MethodPointerExpression expression) {
        refuse(
                expression,
                "`.&` has no place in a build file",
                "write a closure, as in `{ x -> name(x) }`");
    }

    @Override
    public void visitMethodReferenceExpression(MethodReferenceExpression expression) {
        refuse(
                expression,
                "`::` has no place in a build file",
                "write a closure, as in `{ x -> name(x) }`");
    }

    @Override
    public void visitLambdaExpression(LambdaExpression expression) {
        refuse(
                expression,
                "a lambda has no place in a build file",
                "write a closure, as in `{ x -> name(x) }`");
    }

    @Override
    public void visitArrayExpression(ArrayExpression expression) {
        refuse(expression, "arrays have no place in a build file", "write a list, as in `[1, 2]`");
    }

    @Override
    public void visitBitwiseNegationExpression(BitwiseNegationExpression expression) {
        refuse(
                expression,
                "`~` has no place in a build file",
                "match with `text ==~ /pattern/` or `text =~ /pattern/`");
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
        if (call.isUsingAnonymousInnerClass()) {
            refuse(call, "a build file cannot declare a type of its own", "");
        }
        super.visitConstructorCallExpression(call);
    }

    @Override
    public void visitGStringExpression(GStringExpression expression) {
        for (Expression value : expression.getValues()) {
            if (value instanceof ClosureExpression) {
                refuse(value, "`${-> }` has no place in a build file", "write `${value}`");
            }
        }
        super.visitGStringExpression(expression);
    }

    @Override
    public void visitVariableExpression(VariableExpression expression) {
        if (expression.isThisExpression() || expression.isSuperExpression()) {
            if (expression.getLineNumber() > 0) {
                refuse(
                        expression,
                        "`" + expression.getName() + "` has no place in a build file",
                        "");
            }
        }
    }

    private void refuse(ASTNode node, String message, String hint) {
        report(node, "not-allowed", message, hint);
    }

    private void report(ASTNode node, String code, String message, String hint) {
        MistakeInSyntax.report(unit, source, node, code, message, hint);
    }
}
