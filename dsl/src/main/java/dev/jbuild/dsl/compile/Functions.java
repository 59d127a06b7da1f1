package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.MistakeInSyntax;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.dsl.script.BuildFile;
import dev.jbuild.dsl.script.LargerProject;
import dev.jbuild.model.Folder;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import javax.lang.model.SourceVersion;

/**
 * Makes methods of functions: of those that the file declares, and, for each that it takes from
 * another file, one that calls it there. From then on the compiler checks their calls like those of
 * any method.
 */
final class Functions {
    private static final String FUNCTION = "function";
    private static final String IMPORTS = "imports";

    /** The words that it takes out of the file where they stand in their place, with examples. */
    static final Map<String, String> WORDS =
            Map.of(
                    FUNCTION,
                    "function('name') { String value -> ... }",
                    IMPORTS,
                    "imports './folder+name'");

    private final SourceUnit unit;
    private final BuildFile file;
    private final Imports others;
    private final ClassNode script;
    private final Set<String> declared = new TreeSet<>();
    private final Map<Folder, CompiledScript> imported = new LinkedHashMap<>();
    private final List<Diagnostic> mistakesOfOthers = new ArrayList<>();
    private Optional<EnvironmentFailure> failure = Optional.empty();

    Functions(SourceUnit unit, BuildFile file, Imports others) {
        this.unit = unit;
        this.file = file;
        this.others = others;
        this.script =
                unit.getAST().getClasses().stream()
                        .filter(ClassNode::isScript)
                        .findFirst()
                        .orElseThrow();
    }

    /** The names of the functions that the file declares. */
    Set<String> declared() {
        return declared;
    }

    /** The files that it has functions of, in the order in which compiled calls count them. */
    List<CompiledScript> imported() {
        return List.copyOf(imported.values());
    }

    /** Throws what is wrong in other files, which the compiler of this one would not let pass. */
    void requireOthers() throws UserMistake, EnvironmentFailure {
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (!mistakesOfOthers.isEmpty()) {
            throw new UserMistake(mistakesOfOthers);
        }
    }

    /** Takes the declarations and imports out of the file, which from then on has methods. */
    void makeMethods() {
        for (MethodNode method : unit.getAST().getMethods()) {
            method.setCode(Repetitions.asLists(method.getParameters(), method.getCode()));
        }
        unit.getAST().getStatementBlock().getStatements().removeIf(this::isTaken);
    }

    private boolean isTaken(Statement statement) {
        if (!(statement instanceof ExpressionStatement expression)
                || !(expression.getExpression() instanceof MethodCallExpression call)
                || !call.isImplicitThis()
                || !(call.getArguments() instanceof TupleExpression arguments)) {
            return false;
        }
        List<Expression> values = arguments.getExpressions();
        if (FUNCTION.equals(call.getMethodAsString())
                && values.size() == 2
                && values.get(0) instanceof ConstantExpression name
                && name.getValue() instanceof String text
                && values.get(1) instanceof ClosureExpression body) {
            declare(text, name, body);
            return true;
        }
        if (IMPORTS.equals(call.getMethodAsString())
                && !values.isEmpty()
                && values.stream().allMatch(Functions::isText)) {
            values.forEach(value -> importFrom(value.getText(), value));
            return true;
        }
        return false;
    }

    private static boolean isText(Expression value) {
        return value instanceof ConstantExpression constant
                && constant.getValue() instanceof String;
    }

    private void declare(String name, ASTNode place, ClosureExpression body) {
        Parameter[] parameters =
                body.getParameters() == null ? Parameter.EMPTY_ARRAY : body.getParameters();
        if (isFree(name, place)) {
            declared.add(name);
            add(name, parameters, Repetitions.asLists(parameters, body.getCode()), place);
        }
    }

    private boolean isFree(String name, ASTNode place) {
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
            report(
                    place,
                    "function-name",
                    "`" + name + "` is no name of a function",
                    "letters, digits and `_`, beginning with a letter or `_`");
        } else if (TakenNames.isWord(name)) {
            report(
                    place,
                    "function-name",
                    "`" + name + "` is a word of the language",
                    "choose another name");
        } else if (SyntaxWall.TAKEN_METHODS.contains(name)) {
            report(
                    place,
                    "function-name",
                    "the name `" + name + "` is taken",
                    "choose another name");
        } else if (!script.getMethods(name).isEmpty()) {
            report(
                    place,
                    "function-name",
                    "there is a function or method `" + name + "` already",
                    "choose another name, or leave one of them out");
        } else {
            return true;
        }
        return false;
    }

    private void importFrom(String reference, ASTNode place) {
        TargetRef function;
        try {
            function = TargetRef.parse(reference, file.folder());
        } catch (IllegalArgumentException e) {
            report(
                    place,
                    "import",
                    "`"
                            + reference
                            + (Folder.isAddress(reference)
                                    ? "` is no reference to a function: " + e.getMessage()
                                    : "` is no reference to a function of this project"),
                    LargerProject.cure(file, reference).orElse("as in `./folder+name`"));
            return;
        }
        Optional<CompiledScript> other = compiled(function.folder(), place);
        if (other.isEmpty()) {
            if (mistakesOfOthers.isEmpty() && failure.isEmpty()) {
                report(
                        place,
                        "missing-build-file",
                        "no build file in `"
                                + (function.folder().isElsewhere() ? "" : "./")
                                + function.folder().file("")
                                + "`",
                        "create one or mend the reference");
            }
        } else if (!other.get().functions().contains(function.name())) {
            report(
                    place,
                    "unknown-function",
                    "`"
                            + other.get().file().source().file()
                            + "` has no function `"
                            + function.name()
                            + "`",
                    Suggestion.hint(function.name(), other.get().functions(), "", "its functions"));
        } else if (isFree(function.name(), place)) {
            callThere(function.name(), other.get(), place);
        }
    }

    private Optional<CompiledScript> compiled(Folder folder, ASTNode place) {
        try {
            return others.of(folder);
        } catch (UserMistake mistake) {
            SourceSpan span =
                    file.source()
                            .span(
                                    new SourceText.Place(
                                            place.getLineNumber(),
                                            place.getColumnNumber(),
                                            place.getLastLineNumber(),
                                            place.getLastColumnNumber()));
            mistake.diagnostics()
                    .forEach(
                            each ->
                                    mistakesOfOthers.add(
                                            each.span().isPresent()
                                                    ? each
                                                    : file.source().mistake(span, each)));
        } catch (EnvironmentFailure unreadable) {
            failure = Optional.of(unreadable);
        }
        return Optional.empty();
    }

    /** A method for each way to call the function: defaults of parameters make several. */
    private void callThere(String name, CompiledScript other, ASTNode place) {
        imported.putIfAbsent(other.file().folder(), other);
        int index = List.copyOf(imported.keySet()).indexOf(other.file().folder());
        for (MethodNode there : ClassHelper.make(other.type()).getMethods(name)) {
            Parameter[] parameters = new Parameter[there.getParameters().length];
            ListExpression values = new ListExpression();
            for (int i = 0; i < parameters.length; i++) {
                Parameter parameter = there.getParameters()[i];
                parameters[i] = Repetitions.passed(parameter.getType(), "value" + i);
                values.addExpression(new VariableExpression(parameters[i]));
            }
            Expression call =
                    Generated.call(
                            new VariableExpression("this"),
                            "callImported",
                            new ArgumentListExpression(
                                    new ConstantExpression(index, true),
                                    new ConstantExpression(name),
                                    values),
                            place);
            add(name, parameters, new ExpressionStatement(call), place);
        }
    }

    private void add(String name, Parameter[] parameters, Statement code, ASTNode place) {
        MethodNode method =
                new MethodNode(
                        name,
                        Modifier.PUBLIC,
                        ClassHelper.VOID_TYPE,
                        parameters,
                        ClassNode.EMPTY_ARRAY,
                        code);
        method.setSourcePosition(place);
        script.addMethod(method);
        unit.getAST().addMethod(method);
    }

    private void report(ASTNode node, String code, String message, String hint) {
        MistakeInSyntax.report(unit, file.source(), node, code, message, hint);
    }
}
