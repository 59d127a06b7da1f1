package dev.jbuild.front;

import dev.jbuild.front.ledger.Ledger;
import dev.jbuild.front.ledger.Ledgers;
import dev.jbuild.front.ledger.Present;
import dev.jbuild.front.ledger.Question;
import dev.jbuild.front.ledger.Recheck;

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
            exitCode = run(List.of(arguments), System.getenv());
        } catch (IOException | InterruptedException | RuntimeException | LinkageError e) {
            // The real program will meet the same, and knows how to tell it.
            exitCode = HAND_OVER;
        }
        System.exit(exitCode);
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
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        Ledgers ledgers =
                new Ledgers(
                        StateFolder.of(environment, home, workingFolder), InstantSource.system());
        Optional<Ledger> known = ledgers.find(question.get());
        if (known.isEmpty()) {
            return HAND_OVER;
        }
        Present present = new Present(environment, InstantSource.system(), READABLE);
        Optional<Recheck.Holds> holds =
                Recheck.of(
                        known.get(),
                        present,
                        !request.get().trustsLedger(),
                        Runtime.getRuntime().availableProcessors());
        if (holds.isEmpty()) {
            return Recheck.readingsHold(known.get(), present) ? HAND_OVER_EVALUATED : HAND_OVER;
        }
        say(holds.get().ledger(), request.get(), environment);
        if (holds.get().news()) {
            remember(ledgers, holds.get().ledger());
        }
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

    /** Only saves work next time; a full disk is not this user's concern now. */
    private static void remember(Ledgers ledgers, Ledger ledger) {
        try {
            ledgers.replace(ledger);
        } catch (IOException e) {
            return;
        }
    }
}
