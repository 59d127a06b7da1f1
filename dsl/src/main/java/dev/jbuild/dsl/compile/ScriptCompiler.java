package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.CompilerErrors;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.script.BuildFile;
import dev.jbuild.dsl.script.BuildScript;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import groovy.lang.GroovyClassLoader;
import groovy.transform.CompileStatic;

import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compiles build files, statically and behind the walls. */
public final class ScriptCompiler {
    /** The key under which the checks find the text of the file that they look at. */
    static final Object SOURCE_TEXT = ScriptCompiler.class;

    /** The key under which the type checks find what the words of the file are. */
    static final Object WORDS = WordRewriter.class;

    private ScriptCompiler() {}

    /**
     * Compiles one build file.
     *
     * @param others where it finds the files that it has functions of
     * @throws UserMistake with every mistake that the compiler and our own checks find
     * @throws EnvironmentFailure when a file that it has functions of cannot be read
     */
    public static CompiledScript compile(BuildFile file, Imports others)
            throws UserMistake, EnvironmentFailure {
        SourceText source = file.source();
        Optional<Diagnostic> unreadable = UnreadableText.find(source);
        if (unreadable.isPresent()) {
            throw new UserMistake(List.of(unreadable.get()));
        }
        ClassLoader own = ScriptCompiler.class.getClassLoader();
        CompilerConfiguration settings = settings();
        CompilationUnit compilation =
                new CompilationUnit(
                        settings,
                        null,
                        new GroovyClassLoader(own, settings, false),
                        new GroovyClassLoader(own, settings, false));
        List<Functions> functions = new ArrayList<>();
        Set<String> arguments = new TreeSet<>();
        compilation.addPhaseOperation(
                (SourceUnit unit) -> {
                    SyntaxWall.check(unit, source);
                    functions.add(new Functions(unit, file, others));
                    functions.getLast().makeMethods();
                    arguments.addAll(prepare(unit, source));
                },
                Phases.CONVERSION);
        ClassCollector collector = new ClassCollector();
        compilation.setClassgenCallback(collector);
        compilation.addSource(source.stackName(), source.text());
        try {
            compilation.compile(Phases.CLASS_GENERATION);
        } catch (CompilationFailedException e) {
            for (Functions each : functions) {
                each.requireOthers();
            }
            throw CompilerErrors.translate(compilation.getErrorCollector(), source);
        } catch (StackOverflowError e) {
            throw new UserMistake(List.of(CompilerErrors.tooLarge(source)));
        }
        Functions made = functions.getLast();
        made.requireOthers();
        made.imported().forEach(imported -> arguments.addAll(imported.arguments()));
        return new CompiledScript(
                file,
                compilation.getFirstClassNode().getName(),
                collector.classes(),
                made.imported(),
                made.declared(),
                arguments);
    }

    private static CompilerConfiguration settings() {
        CompilerConfiguration settings = new CompilerConfiguration();
        settings.setScriptBaseClass(BuildScript.class.getName());
        settings.setDisabledGlobalASTTransformations(
                Set.of("groovy.grape.GrabAnnotationTransformation"));
        // Call sites linked at run time cost 50 ms at the start and buy nothing in static code.
        settings.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, false);
        return settings;
    }

    private static Set<String> prepare(SourceUnit unit, SourceText source) {
        unit.getAST().putNodeMetaData(SOURCE_TEXT, source);
        PatternRewriter.rewrite(unit);
        WordRewriter.Words words = WordRewriter.rewrite(unit, source);
        unit.getAST().putNodeMetaData(WORDS, words);
        Ticks.insert(unit);
        for (ClassNode type : unit.getAST().getClasses()) {
            AnnotationNode statically = new AnnotationNode(ClassHelper.make(CompileStatic.class));
            statically.setMember("extensions", new ConstantExpression(TypeChecks.class.getName()));
            type.addAnnotation(statically);
        }
        return words.arguments();
    }
}
