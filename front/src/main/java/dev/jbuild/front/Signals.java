package dev.jbuild.front;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Signals of the operating system. The JDK has only {@code sun.misc.Signal} for them, whose name
 * the compiler refuses under {@code -Werror} without a way to allow it; so it is called by name.
 */
public final class Signals {
    /** Those by which users, supervisors and closed terminals end a process. */
    public static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    private Signals() {}

    /**
     * Runs an action, on a thread of its own, whenever the process gets a signal. Nothing happens
     * on a JVM that does not let us: the signal then does what it does by default. A signal that
     * the parent process had ignored stays ignored, as with {@code nohup}.
     *
     * @param name without {@code SIG}
     */
    public static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler onCall =
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    };
            Object proxy =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(), new Class<?>[] {handler}, onCall);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // The default remains: the process ends without the moment of grace.
        }
    }
}
