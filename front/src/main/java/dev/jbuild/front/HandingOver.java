package dev.jbuild.front;

import dev.jbuild.front.standby.Circumstances;
import dev.jbuild.front.standby.Errand;
import dev.jbuild.front.standby.Order;
import dev.jbuild.front.standby.Starter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Has the real program do what the front cannot: one that stands by, else one of its own.
 *
 * <p>The process is the one that the user started, so that signals come here.
 */
final class HandingOver {
    /** Of the program's exit codes: the engine, or the machine, failed. */
    private static final int BROKE_OFF = 3;

    private static final int INTERRUPTED = 130;

    /** The program gives itself 1.8 s, and then ends in any case. */
    private static final long GRACE_MILLIS = 2500;

    /** How long after a signal a child is left alone that has got it as well, from the terminal. */
    private static final long OWN_SIGNAL_MILLIS = 300;

    private static final Path ERR = Path.of("/proc/self/fd/2");

    private final Installation jbuild;
    private final String role;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final OutputStream out;
    private final OutputStream err;

    /**
     * @param jbuild this one
     * @param role of the real program
     * @param environment all of it
     */
    HandingOver(
            Installation jbuild,
            String role,
            List<String> arguments,
            Map<String, String> environment,
            OutputStream out,
            OutputStream err) {
        this.jbuild = jbuild;
        this.role = role;
        this.arguments = arguments;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** The terminal of standard error; whatever is there if it is none. */
    static String device() {
        try {
            return Files.readSymbolicLink(ERR).toString();
        } catch (IOException e) {
            return "/dev/tty";
        }
    }

    /**
     * Does it and ends the process.
     *
     * @param folder of the sockets, absolute
     */
    void run(Path folder, Order.Screen screen, IntConsumer halt) {
        Optional<Errand> errand;
        try {
            errand = begin(folder, screen);
        } catch (IOException | RuntimeException e) {
            // What is in its way may not be in that of a process that needs no socket.
            errand = Optional.empty();
        }
        halt.accept(errand.isPresent() ? await(errand.get(), halt) : runOwn(halt));
    }

    private Optional<Errand> begin(Path folder, Order.Screen screen) throws IOException {
        Instant now = Instant.now();
        long started = Took.processStart(now).toEpochMilli();
        return Errand.begin(
                folder,
                circumstances(),
                new Starter(jbuild.launcher(), role),
                once -> new Order(arguments, environment, screen, started, once));
    }

    Circumstances circumstances() throws IOException {
        return Circumstances.of(
                Path.of("/proc/self"),
                Path.of("").toAbsolutePath(),
                environment,
                jbuild.description());
    }

    private int await(Errand errand, IntConsumer halt) {
        AtomicBoolean asked = new AtomicBoolean();
        onSignal(
                () -> {
                    // The second time, or where there is nobody to be asked, without further ado.
                    if (!asked.getAndSet(true) && errand.stop()) {
                        sleep(GRACE_MILLIS);
                    }
                    halt.accept(INTERRUPTED);
                });
        OptionalInt exitCode = errand.await(out, err);
        if (exitCode.isPresent()) {
            return exitCode.getAsInt();
        }
        if (asked.get()) {
            return INTERRUPTED;
        }
        say(
                "the jbuild that stood by has ended in the middle of the build",
                "run it again; `log` in the folder `standby` of the state folder says more");
        return BROKE_OFF;
    }

    /** In a process that ends with this one. */
    private int runOwn(IntConsumer halt) {
        List<String> command = new ArrayList<>(List.of(jbuild.launcher().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(Map.of("JBUILD_STANDBY", "off", "JBUILD_FRONT", "off"));
        try {
            Process own = builder.start();
            onSignal(() -> halt.accept(end(own)));
            return own.waitFor();
        } catch (IOException e) {
            say(
                    "cannot start `" + jbuild.launcher() + "`: " + e.getMessage(),
                    "install jbuild again");
            return BROKE_OFF;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    private static int end(Process own) {
        try {
            if (!own.waitFor(OWN_SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
                own.destroy();
            }
            return own.waitFor();
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    private static void onSignal(Runnable action) {
        Signals.ENDING.forEach(signal -> Signals.handle(signal, action));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String message, String hint) {
        String text = "jbuild: error: " + message + "\n  " + hint + "\n";
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Nobody can be told.
        }
    }
}
