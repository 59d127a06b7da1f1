package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.BuildScript;

import java.util.Map;
import java.util.Set;

/** The classes of one build file. */
public final class CompiledScript {
    private final String name;
    private final Map<String, byte[]> classes;
    private final Set<String> arguments;

    CompiledScript(String name, Map<String, byte[]> classes, Set<String> arguments) {
        this.name = name;
        this.classes = Map.copyOf(classes);
        this.arguments = Set.copyOf(arguments);
    }

    /** The arguments that the file declares, in targets as well, with a written-out name. */
    public Set<String> arguments() {
        return arguments;
    }

    /** A fresh instance, in a class loader of its own. */
    public BuildScript instance() {
        ClosureCalls.install();
        try {
            return new ScriptLoader(classes)
                    .loadClass(name)
                    .asSubclass(BuildScript.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load a compiled build file", e);
        }
    }
}
