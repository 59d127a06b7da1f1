package dev.jbuild.front;

import dev.jbuild.front.ledger.Brief;
import dev.jbuild.front.ledger.Ledger;
import dev.jbuild.front.ledger.Ledgers;
import dev.jbuild.front.ledger.Present;
import dev.jbuild.front.ledger.Question;
import dev.jbuild.front.ledger.Recheck;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether there is anything to do for a command line. */
public final class Inquiry {
    /** What is read in a fifth of the time that the real program needs to start. */
    private static final long READABLE = 8L * 1024 * 1024;

    private final Request request;
    private final Question question;
    private final Map<String, String> environment;
    private final Ledgers ledgers;
    private final int processors = Runtime.getRuntime().availableProcessors();

    private Inquiry(
            Request request, Question question, Map<String, String> environment, Path state) {
        this.request = request;
        this.question = question;
        this.environment = environment;
        this.ledgers = new Ledgers(state, InstantSource.system());
    }

    /**
     * What is asked by a command line; empty when only the real program can tell what that is.
     *
     * @param workingFolder absolute
     * @param environment with the {@link HomeFolder}
     * @param program {@linkplain Program#folder folder} of the jars
     * @param machine name of the processor's architecture
     */
    public static Optional<Inquiry> of(
            List<String> arguments,
            Path workingFolder,
            Map<String, String> environment,
            Path program,
            String machine) {
        Optional<Request> request = Request.of(arguments, workingFolder, environment);
        if (request.isEmpty()) {
            return Optional.empty();
        }
        Optional<Question> question = request.get().question(program, machine);
        return question.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Inquiry(
                                request.get(),
                                question.get(),
                                environment,
                                StateFolder.of(environment, workingFolder)));
    }

    /** What was found. */
    public sealed interface Finding {}

    /** There is nothing to do. */
    public final class UpToDate implements Finding {
        private final Recheck.Holds holds;
        private final boolean brief;

        private UpToDate(Recheck.Holds holds, boolean brief) {
            this.holds = holds;
            this.brief = brief;
        }

        /**
         * The text for standard error.
         *
         * @param terminal whether that is one
         * @param started when the user began to wait
         */
        public String text(boolean terminal, Instant started) {
            boolean able = terminal && !environment.getOrDefault("TERM", "").equals("dumb");
            boolean colours = able && environment.getOrDefault("NO_COLOR", "").isEmpty();
            boolean plain =
                    request.progress().equals("plain")
                            || (request.progress().equals("auto") && !able);
            long took = Instant.now().toEpochMilli() - started.toEpochMilli();
            return Reply.of(holds.ledger().answer(), plain, colours, took);
        }

        /** Only saves work next time: whatever is in its way, the answer has been given. */
        public void remember() throws InterruptedException {
            if (brief) {
                return;
            }
            try {
                if (holds.news()) {
                    ledgers.replace(holds.ledger());
                }
                Optional<Ledger> inBrief = Brief.of(holds.ledger(), processors);
                if (inBrief.isPresent()) {
                    ledgers.addBrief(inBrief.get());
                }
            } catch (IOException | RuntimeException e) {
                return;
            }
        }
    }

    /**
     * There may be something.
     *
     * @param evaluated whether the build file would still be evaluated to the same
     */
    public record Work(boolean evaluated) implements Finding {}

    /**
     * Looks at all that an answer rests on.
     *
     * @throws IOException when that cannot be found out
     */
    public Finding look() throws IOException, InterruptedException {
        boolean askEngine = !request.trustsLedger();
        Present present = new Present(environment, InstantSource.system(), READABLE);
        // What is said in brief does not have to be told as a whole.
        Optional<Ledger> brief = ledgers.findBrief(question);
        if (brief.isPresent()) {
            Optional<Recheck.Holds> holds = Recheck.of(brief.get(), present, askEngine, processors);
            if (holds.isPresent() && !holds.get().news()) {
                return new UpToDate(holds.get(), true);
            }
        }
        Optional<Ledger> known = ledgers.find(question);
        if (known.isEmpty()) {
            return new Work(false);
        }
        Optional<Recheck.Holds> holds = Recheck.of(known.get(), present, askEngine, processors);
        return holds.isPresent()
                ? new UpToDate(holds.get(), false)
                : new Work(Recheck.readingsHold(known.get(), present));
    }
}
