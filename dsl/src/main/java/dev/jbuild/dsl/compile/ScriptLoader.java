package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.BuildScript;

import java.util.List;
import java.util.Map;

/**
 * The last wall: shows a build file only the classes that its compiled form needs, should a name
 * ever get past the walls before.
 */
final class ScriptLoader extends ClassLoader {
    private static final List<String> SHOWN =
            List.of(
                    "dev.jbuild.dsl.script.",
                    "groovy.lang.",
                    "org.codehaus.groovy.runtime.",
                    "org.codehaus.groovy.reflection.ClassInfo",
                    "org.codehaus.groovy.transform.",
                    "org.apache.groovy.runtime.",
                    "java.math.",
                    "java.util.");
    private static final List<String> HIDDEN =
            List.of(
                    "java.util.jar.",
                    "java.util.logging.",
                    "java.util.prefs.",
                    "java.util.zip.",
                    "java.util.concurrent.",
                    "java.util.spi.",
                    "groovy.lang.Groovy");
    private static final List<String> HIDDEN_BASICS =
            List.of(
                    "Class",
                    "Module",
                    "Process",
                    "Runtime",
                    "Security",
                    "System",
                    "Thread",
                    "foreign.",
                    "invoke.",
                    "reflect.");

    private final Map<String, byte[]> classes;

    ScriptLoader(Map<String, byte[]> classes) {
        super("build file", BuildScript.class.getClassLoader());
        this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            byte[] own = classes.get(name);
            if (own != null) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? defineClass(name, own, 0, own.length) : loaded;
            }
        }
        if (!isShown(name)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    private static boolean isShown(String name) {
        String basic = "java.lang.";
        if (name.startsWith(basic)) {
            String rest = name.substring(basic.length());
            return rest.equals("Class")
                    || rest.endsWith("Exception")
                    || rest.endsWith("Error")
                    || HIDDEN_BASICS.stream().noneMatch(rest::startsWith);
        }
        return SHOWN.stream().anyMatch(name::startsWith)
                && HIDDEN.stream().noneMatch(name::startsWith);
    }
}
