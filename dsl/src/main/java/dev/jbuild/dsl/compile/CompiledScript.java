package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.BuildFile;
import dev.jbuild.dsl.script.BuildScript;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of one build file.
 *
 * @param name that of the class of the file itself
 * @param imports the files that it has functions of
 * @param functions the names of the functions that others can take
 * @param arguments those that the file and its imports declare, in targets as well, with a
 *     written-out name
 */
public record CompiledScript(
        BuildFile file,
        String name,
        Map<String, byte[]> classes,
        List<CompiledScript> imports,
        Set<String> functions,
        Set<String> arguments) {
    public CompiledScript {
        classes = Map.copyOf(classes);
        imports = List.copyOf(imports);
        functions = Set.copyOf(functions);
        arguments = Set.copyOf(arguments);
    }

    /** A fresh instance, in a class loader of its own. */
    public BuildScript instance() {
        ClosureCalls.install();
        try {
            BuildScript script = type().getDeclaredConstructor().newInstance();
            script.isOf(file, imports.stream().map(CompiledScript::instance).toList());
            return script;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load a compiled build file", e);
        }
    }

    /** The class of the file, in a class loader of its own. */
    Class<? extends BuildScript> type() {
        try {
            return new ScriptLoader(classes).loadClass(name).asSubclass(BuildScript.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("cannot load a compiled build file", e);
        }
    }
}
