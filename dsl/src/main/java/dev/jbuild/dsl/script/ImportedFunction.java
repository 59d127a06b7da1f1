package dev.jbuild.dsl.script;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** Calls a function that another build file declares. */
final class ImportedFunction {
    private ImportedFunction() {}

    /** The compiler has checked that there is one, and that it takes these values. */
    static void call(BuildScript owner, String name, List<?> values) {
        for (Method method : owner.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == values.size()) {
                call(owner, method, values);
                return;
            }
        }
        throw new IllegalStateException("no function " + name);
    }

    private static void call(BuildScript owner, Method method, List<?> values) {
        try {
            method.invoke(owner, values.toArray());
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
