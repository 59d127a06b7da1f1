package dev.jbuild.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The words of the language and what the comments in their sources say, read by the compiler. */
final class WordSources {
    private static final String PACKAGE = "dsl/src/main/java/dev/jbuild/dsl/script";

    private final Path root;

    /**
     * @param root the folder that holds the project
     */
    WordSources(Path root) {
        this.root = root;
    }

    /**
     * A group of words, one class of the sources.
     *
     * @param about what the comment on the class says first
     */
    record Group(String about, List<Method> forms) {}

    /**
     * A form of a word, or the getter of a value.
     *
     * @param parameters types with names
     */
    record Method(String name, String returns, List<Parameter> parameters, String comment) {}

    record Parameter(String type, String name) {}

    /**
     * An option of a word.
     *
     * @param kind the method that declares it: {@code text}, {@code flag} and so on
     */
    record Option(String name, String kind, boolean required) {}

    /** In the order in which a build script has them. */
    List<Group> groups() {
        return methods("BuildScript").stream()
                .filter(method -> method.name().endsWith("Words"))
                .map(method -> new Group(about(method.returns()), methods(method.returns())))
                .toList();
    }

    /** The getters of a class, whose properties a build file reads. */
    List<Method> getters(String type) {
        return methods(type).stream().filter(method -> method.name().startsWith("get")).toList();
    }

    /** The options of every word that has any, in order. */
    Map<String, List<Option>> options() {
        Map<String, List<Option>> options = new LinkedHashMap<>();
        for (Tree member : parse("WordOptions").type().getMembers()) {
            if (member instanceof VariableTree constant
                    && constant.getInitializer() instanceof NewClassTree made
                    && !made.getArguments().isEmpty()) {
                List<? extends ExpressionTree> arguments = made.getArguments();
                options.put(
                        literal(arguments.getFirst()),
                        arguments.subList(1, arguments.size()).stream()
                                .map(WordSources::option)
                                .toList());
            }
        }
        return options;
    }

    private static Option option(ExpressionTree written) {
        MethodInvocationTree call = (MethodInvocationTree) written;
        if (call.getMethodSelect() instanceof MemberSelectTree required) {
            Option option = option(required.getExpression());
            return new Option(option.name(), option.kind(), true);
        }
        return new Option(
                literal(call.getArguments().getFirst()), call.getMethodSelect().toString(), false);
    }

    private static String literal(ExpressionTree text) {
        return (String) ((LiteralTree) text).getValue();
    }

    private String about(String type) {
        Parsed parsed = parse(type);
        String comment = parsed.comment(parsed.type()).replaceAll("\\s+", " ").strip();
        return comment.replaceFirst("\\.( .*)?$", "");
    }

    private List<Method> methods(String type) {
        Parsed parsed = parse(type);
        List<Method> methods = new ArrayList<>();
        for (Tree member : parsed.type().getMembers()) {
            if (member instanceof MethodTree method
                    && method.getReturnType() != null
                    && isSeen(parsed.type(), method)) {
                methods.add(
                        new Method(
                                method.getName().toString(),
                                plain(method.getReturnType()),
                                method.getParameters().stream()
                                        .map(WordSources::parameter)
                                        .toList(),
                                parsed.comment(method)));
            }
        }
        return methods;
    }

    private static boolean isSeen(ClassTree type, MethodTree method) {
        return type.getKind() == Tree.Kind.INTERFACE
                || method.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    private static Parameter parameter(VariableTree parameter) {
        return new Parameter(plain(parameter.getType()), parameter.getName().toString());
    }

    /** The type as written, without annotations. */
    private static String plain(Tree type) {
        return type.toString().replaceAll("@\\w+\\s*(\\(\\))?\\s*", "");
    }

    private Parsed parse(String type) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjects(
                                            root.resolve(PACKAGE).resolve(type + ".java")));
            CompilationUnitTree unit = task.parse().iterator().next();
            return new Parsed(
                    DocTrees.instance(task), unit, (ClassTree) unit.getTypeDecls().getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Parsed(DocTrees docs, CompilationUnitTree unit, ClassTree type) {
        /** The comment on a declaration; empty when there is none. */
        String comment(Tree declaration) {
            TreePath path = TreePath.getPath(unit, declaration);
            return Optional.ofNullable(docs.getDocComment(path)).orElse("").strip();
        }
    }
}
