package dev.jbuild.front;

import dev.jbuild.front.ledger.Brief;
import dev.jbuild.front.ledger.Ledger;
import dev.jbuild.front.ledger.Ledgers;
import dev.jbuild.front.ledger.Present;
import dev.jbuild.front.ledger.Question;
import dev.jbuild.front.ledger.Recheck;
import dev.jbuild.front.standby.Order;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the front begins and ends. */
public final class Main {
    /** The exit code that asks the launcher for the real program. */
    public static final int HAND_OVER = 86;

    /** The same, where the program will not have to evaluate the build file again. */
    public static final int HAND_OVER_EVALUATED = 87;

    /** What is read in a fifth of the time that the real program needs to start. */
    private static final long READABLE = 8L * 1024 * 1024;

    private Main() {}

    public static void main(String[] arguments) {
        int exitCode;
        try {
            exitCode =
                    run(
                            List.of(arguments),
                            HomeFolder.within(System.getenv(), System.getProperty("user.home")));
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
        Path workingFolder = Path.of("").toAbsolutePath();
        Optional<Request> request = Request.of(arguments, workingFolder, environment);
        if (request.isEmpty()) {
            return HAND_OVER;
        }
        Optional<Question> question =
                request.get()
                        .question(
                                Program.folder(System.getProperty(Program.FOLDER)),
                                System.getProperty("os.arch"));
        if (question.isEmpty()) {
            return HAND_OVER;
        }
        Ledgers ledgers =
                new Ledgers(StateFolder.of(environment, workingFolder), InstantSource.system());
        int processors = Runtime.getRuntime().availableProcessors();
        boolean askEngine = !request.get().trustsLedger();
        Present present = new Present(environment, InstantSource.system(), READABLE);
        // What is said in brief does not have to be told as a whole.
        Optional<Ledger> brief = ledgers.findBrief(question.get());
        if (brief.isPresent()) {
            Optional<Recheck.Holds> holds = Recheck.of(brief.get(), present, askEngine, processors);
            if (holds.isPresent() && !holds.get().news()) {
                say(brief.get(), request.get(), environment);
                return 0;
            }
        }
        Optional<Ledger> known = ledgers.find(question.get());
        if (known.isEmpty()) {
            return HAND_OVER;
        }
        Optional<Recheck.Holds> holds = Recheck.of(known.get(), present, askEngine, processors);
        if (holds.isEmpty()) {
            return Recheck.readingsHold(known.get(), present) ? HAND_OVER_EVALUATED : HAND_OVER;
        }
        say(holds.get().ledger(), request.get(), environment);
        remember(ledgers, holds.get(), processors);
        return 0;
    }

    private static void say(Ledger ledger, Request request, Map<String, String> environment)
            throws IOException {
        boolean terminal =
                Boolean.getBoolean("jbuild.terminal")
                        && !environment.getOrDefault("TERM", "").equals("dumb");
        boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean plain =
                request.progress().equals("plain")
                        || (request.progress().equals("auto") && !terminal);
        Instant now = Instant.now();
        long took = now.toEpochMilli() - Took.processStart(now).toEpochMilli();
        String text = Reply.of(ledger.answer(), plain, colours, took);
        try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            err.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Only saves work next time: whatever is in its way, the answer has been given. */
    private static void remember(Ledgers ledgers, Recheck.Holds holds, int processors)
            throws InterruptedException {
        try {
            if (holds.news()) {
                ledgers.replace(holds.ledger());
            }
            Optional<Ledger> brief = Brief.of(holds.ledger(), processors);
            if (brief.isPresent()) {
                ledgers.addBrief(brief.get());
            }
        } catch (IOException | RuntimeException e) {
            return;
        }
    }
}
