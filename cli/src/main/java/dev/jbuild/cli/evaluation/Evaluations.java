package dev.jbuild.cli.evaluation;

import dev.jbuild.cli.evaluation.form.Packing;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.front.Program;
import dev.jbuild.front.ledger.Shelf;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Reading;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates build files, and keeps what comes of it for the next time.
 *
 * <p>Evaluating is a function of the request, of this program, and of what is read, all of which is
 * recorded. So a kept evaluation is right when it answers the same request to the same program and
 * everything that it has read reads the same now. One that has read what nobody can look at again
 * is not kept.
 */
public final class Evaluations {
    /** How many requests are remembered of one project, those that were evaluated last. */
    private static final int PER_PROJECT = 16;

    private final Path folder;
    private final Path program;
    private final String java;
    private final Evaluator evaluator;
    private final EvaluationFormat format = new EvaluationFormat();

    /** Evaluates, whatever is kept. */
    @FunctionalInterface
    public interface Evaluator {
        Evaluation evaluate(LoadRequest request) throws BuildException;
    }

    /**
     * @param state folder of what outlives a build
     * @param program folder of the jars of this jbuild
     * @param java version of the Java that it runs on
     */
    public Evaluations(Path state, Path program, String java, Evaluator evaluator) {
        this.folder = state.resolve("evaluations");
        this.program = program;
        this.java = java;
        this.evaluator = evaluator;
    }

    /** What evaluating gives. */
    public Evaluation of(LoadRequest request) throws BuildException {
        Optional<Place> place = place(request.inEnvironment(Map.of()));
        Optional<Evaluation> kept =
                place.flatMap(known -> find(known, new Rereading(request.environment())));
        if (kept.isPresent()) {
            return kept.get();
        }
        Evaluation evaluation = evaluator.evaluate(request);
        // Which commits of other repositories are meant is not read, but pinned and fetched.
        if (evaluation.checkouts().isEmpty()
                && evaluation.readings().stream().noneMatch(Reading.Untold.class::isInstance)) {
            place.ifPresent(known -> keep(known, evaluation));
        }
        return evaluation;
    }

    /**
     * Where an evaluation is kept.
     *
     * @param file the same for every program, so that a newer one replaces what an older one kept
     * @param question what it answers
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Place(Path file, byte[] question) {}

    /** Empty when nothing can be kept, such as of a project whose path is no text. */
    private Optional<Place> place(LoadRequest asked) {
        try {
            byte[] request = new Packing<>(LoadRequest.class).pack(asked);
            byte[] question =
                    new Packing<>(Question.class)
                            .pack(new Question(java, Program.looks(program), asked));
            byte[] root = asked.root().toString().getBytes(StandardCharsets.UTF_8);
            return Optional.of(
                    new Place(
                            folder.resolve(Digest.of(root).hex()).resolve(Digest.of(request).hex()),
                            question));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whatever keeps it from being found out, evaluating again is right. */
    private Optional<Evaluation> find(Place place, Rereading rereading) {
        try {
            Optional<Evaluation> kept =
                    format.read(place.question(), Files.readAllBytes(place.file()));
            if (kept.isPresent()) {
                for (Reading reading : kept.get().readings()) {
                    if (!rereading.holds(reading)) {
                        return Optional.empty();
                    }
                }
            }
            return kept;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Without it the next time takes longer, and that is all. */
    private void keep(Place place, Evaluation evaluation) {
        try {
            Shelf.put(place.file(), format.write(place.question(), evaluation), PER_PROJECT);
        } catch (IOException | IllegalArgumentException e) {
            return;
        }
    }
}
