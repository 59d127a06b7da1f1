package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.engine.base.BaseImages;
import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.run.Forks;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Asks the builder what base images stand for, all of them in one job. */
final class BaseQuestions {
    private final BaseImages images;
    private final Workbench bench;
    private final Consumer<BuildEvent> events;

    BaseQuestions(BaseImages images, Workbench bench, Consumer<BuildEvent> events) {
        this.images = images;
        this.bench = bench;
        this.events = events;
    }

    /**
     * What is asked of one name: all its platforms one after the other, so that they are of one
     * index even if somebody pushes another one meanwhile.
     *
     * @param index what the name is pinned to
     * @param also platforms that it need not have
     */
    record Question(
            ImageName name,
            Optional<Digest> index,
            SequencedMap<Platform, SourceSpan> uses,
            Set<Platform> also) {
        Set<Platform> platforms() {
            return uses.keySet();
        }

        Question also(Set<Platform> others) {
            return new Question(name, index, uses, others);
        }
    }

    /** One question for each name, with what the lock knows of it. */
    static List<Question> questions(SequencedMap<BaseUse, SourceSpan> uses, LockFile lock) {
        SequencedMap<ImageName, Question> questions = new LinkedHashMap<>();
        uses.forEach(
                (base, span) ->
                        questions
                                .computeIfAbsent(
                                        base.name(),
                                        name ->
                                                new Question(
                                                        name,
                                                        lock.digest(name),
                                                        new LinkedHashMap<>(),
                                                        Set.of()))
                                .uses()
                                .put(base.platform(), span));
        return List.copyOf(questions.values());
    }

    /**
     * Asks them.
     *
     * @throws UserMistake with everything that is wrong with the names
     */
    Map<BaseUse, BasePin> ask(List<Question> questions)
            throws BuildException, InterruptedException {
        if (questions.isEmpty()) {
            return Map.of();
        }
        try {
            return bench.retry()
                    .run(() -> bench.builder().build(_ -> {}, gateway -> ask(questions, gateway)));
        } catch (BuildkitException e) {
            throw Failures.of("look up base images", e);
        }
    }

    private Map<BaseUse, BasePin> ask(List<Question> questions, Gateway gateway)
            throws BuildException, InterruptedException {
        List<Callable<Answer>> tasks = new ArrayList<>();
        questions.forEach(question -> tasks.add(() -> answer(question, gateway)));
        Map<BaseUse, BasePin> pins = new HashMap<>();
        List<Diagnostic> mistakes = new ArrayList<>();
        try {
            for (Answer answer : Forks.all(tasks)) {
                pins.putAll(answer.pins());
                mistakes.addAll(answer.mistakes());
            }
        } catch (ExecutionException e) {
            throw failure(e);
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(mistakes);
        }
        pins.values().stream().filter(pin -> pin.index().isEmpty()).forEach(this::tellUnpinned);
        return pins;
    }

    /** What was found out of a name, and what is wrong with it. */
    private record Answer(Map<BaseUse, BasePin> pins, List<Diagnostic> mistakes) {}

    private Answer answer(Question question, Gateway gateway)
            throws BuildException, InterruptedException, IOException {
        Answer answer = new Answer(new HashMap<>(), new ArrayList<>());
        Optional<Digest> index = question.index();
        for (Map.Entry<Platform, SourceSpan> use : question.uses().entrySet()) {
            try {
                BasePin pin = answer(question.name(), use.getKey(), index, use.getValue(), gateway);
                index = pin.index();
                answer.pins.put(new BaseUse(question.name(), use.getKey()), pin);
            } catch (UserMistake mistake) {
                answer.mistakes.addAll(mistake.diagnostics());
            }
        }
        for (Platform other : question.also()) {
            try {
                SourceSpan span = question.uses().firstEntry().getValue();
                BasePin pin = answer(question.name(), other, index, span, gateway);
                answer.pins.put(new BaseUse(question.name(), other), pin);
            } catch (UserMistake mistake) {
                events.accept(
                        new BuildEvent.Notice(
                                "`"
                                        + question.name()
                                        + "` has nothing for "
                                        + other
                                        + " any more"));
            }
        }
        return answer;
    }

    private BasePin answer(
            ImageName name,
            Platform platform,
            Optional<Digest> index,
            SourceSpan span,
            Gateway gateway)
            throws BuildException, InterruptedException, IOException {
        BaseUse base = new BaseUse(name, platform);
        return index.isPresent()
                ? images.resolve(base, index.get(), span, gateway)
                : images.resolve(base, span, this::isInEngine, gateway);
    }

    private boolean isInEngine(ImageName name) throws EnvironmentFailure, InterruptedException {
        Optional<DockerEngine> engine = bench.engineIfAny();
        return engine.isPresent() && engine.get().imageId(name).isPresent();
    }

    private void tellUnpinned(BasePin pin) {
        events.accept(
                new BuildEvent.Notice(
                        "`"
                                + pin.reference()
                                + "` is not pinned: its registry does not have it or does not"
                                + " answer, and the image of that name in the engine is used"));
    }

    private static BuildException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case BuildException failure -> failure;
            case IOException failure ->
                    new EnvironmentFailure(
                            "cache-failed",
                            "what was found out of base images cannot be kept: " + failure,
                            "check permissions and free space of the cache folder",
                            failure);
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(e);
        };
    }
}
