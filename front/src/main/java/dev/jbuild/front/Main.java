package dev.jbuild.front;

import dev.jbuild.front.standby.Order;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the front begins and ends. */
public final class Main {
    /** The exit code that asks the launcher for the real program. */
    public static final int HAND_OVER = 86;

    /** The same, where the program will not have to evaluate the build file again. */
    public static final int HAND_OVER_EVALUATED = 87;

    private Main() {}

    public static void main(String[] arguments) {
        int exitCode;
        try {
            exitCode =
                    // Somebody has looked already.
                    Boolean.getBoolean("jbuild.work")
                            ? HAND_OVER
                            : run(
                                    List.of(arguments),
                                    HomeFolder.within(
                                            System.getenv(), System.getProperty("user.home")));
        } catch (Throwable e) {
            // The real program will meet the same, and knows how to tell it.
            exitCode = HAND_OVER;
        }
        String standby = System.getProperty("jbuild.standby", "");
        if (standby.isEmpty() || (exitCode != HAND_OVER && exitCode != HAND_OVER_EVALUATED)) {
            System.exit(exitCode);
        }
        // Ends the process by itself, from whatever thread.
        new HandingOver(
                        new Installation(
                                Path.of(System.getProperty(Program.FOLDER)),
                                Path.of(System.getProperty("java.home"))),
                        exitCode == HAND_OVER_EVALUATED ? "build" : "whole",
                        List.of(arguments),
                        System.getenv(),
                        new FileOutputStream(FileDescriptor.out),
                        new FileOutputStream(FileDescriptor.err))
                .run(Path.of(standby), screen(), Runtime.getRuntime()::halt);
    }

    private static Order.Screen screen() {
        return new Order.Screen(
                Boolean.getBoolean("jbuild.terminal.out"),
                Boolean.getBoolean("jbuild.terminal"),
                HandingOver.device());
    }

    /** Says that there is nothing to do, if that is so. Returns the exit code. */
    private static int run(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        Optional<Inquiry> inquiry =
                Inquiry.of(
                        arguments,
                        Path.of("").toAbsolutePath(),
                        environment,
                        Program.folder(System.getProperty(Program.FOLDER)),
                        System.getProperty("os.arch"));
        if (inquiry.isEmpty()) {
            return HAND_OVER;
        }
        Inquiry.Finding found = inquiry.get().look();
        if (found instanceof Inquiry.Work work) {
            return work.evaluated() ? HAND_OVER_EVALUATED : HAND_OVER;
        }
        Inquiry.UpToDate nothing = (Inquiry.UpToDate) found;
        String text =
                nothing.text(
                        Boolean.getBoolean("jbuild.terminal"), Took.processStart(Instant.now()));
        try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            err.write(text.getBytes(StandardCharsets.UTF_8));
        }
        nothing.remember();
        return 0;
    }
}
