package dev.jbuild.cli.report;

import dev.jbuild.cli.report.Story.Span;
import dev.jbuild.cli.report.Story.Step;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.model.RecipeId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what happens in a build, for its story. One event at a time. */
final class Recorder {
    private final List<String> goals;
    private final String version;
    private final Instant started;
    private final Map<RecipeId, Doing> targets = new LinkedHashMap<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private Optional<String> engine = Optional.empty();

    Recorder(List<String> goals, String version, Instant started) {
        this.goals = goals;
        this.version = version;
        this.started = started;
    }

    void take(Moment moment) {
        Duration now = since(moment.at());
        switch (moment.event()) {
            case BuildEvent.Planned planned -> planned.nodes().forEach(this::doing);
            case BuildEvent.EngineReady ready -> engine = Optional.of(ready.description());
            case BuildEvent.NodeStarted start -> doing(start.node()).start(start.reason(), now);
            case BuildEvent.StepStarted step ->
                    doing(step.node()).begin(step.step(), step.description(), now);
            case BuildEvent.StepFinished step -> doing(step.node()).finish(step, now);
            case BuildEvent.NodeFinished end -> doing(end.node()).end(end.outcome(), now);
            case BuildEvent.Delivered delivered -> deliveries.add(delivered.delivery());
            case BuildEvent.Notice notice -> notices.add(notice.text());
            case BuildEvent.StepOutput _ -> {}
        }
    }

    private Doing doing(RecipeId node) {
        return targets.computeIfAbsent(node, _ -> new Doing());
    }

    private Duration since(Instant now) {
        Duration passed = Duration.between(started, now);
        return passed.isNegative() ? Duration.ZERO : passed;
    }

    Story story(Verdict verdict, Instant end) {
        Duration took = since(end);
        List<Story.Target> all = new ArrayList<>();
        targets.forEach((id, doing) -> all.add(doing.story(id, took)));
        return new Story(goals, version, started, took, verdict, engine, all, deliveries, notices);
    }

    /** A target so far. */
    private static final class Doing {
        private String reason = "";
        private @Nullable Duration from;
        private @Nullable Duration to;
        private @Nullable NodeOutcome outcome;
        private final List<Step> ended = new ArrayList<>();

        /** By its number: when and as what it began. */
        private final Map<Integer, Step> open = new LinkedHashMap<>();

        void start(String why, Duration now) {
            reason = why;
            from = now;
        }

        void begin(int number, String description, Duration now) {
            open.put(
                    number,
                    new Step(description, new Span(now, Duration.ZERO), Step.Ending.UNFINISHED));
        }

        /** What the engine had already is told at its end only. */
        void finish(BuildEvent.StepFinished step, Duration now) {
            open.remove(step.step());
            Duration took = step.took().compareTo(now) > 0 ? now : step.took();
            ended.add(
                    new Step(
                            step.description(),
                            new Span(now.minus(took), took),
                            step.cached() ? Step.Ending.CACHED : Step.Ending.RAN));
        }

        void end(NodeOutcome how, Duration now) {
            outcome = how;
            to = now;
        }

        Story.Target story(RecipeId id, Duration now) {
            Duration last = to == null ? now : to;
            List<Step> steps = new ArrayList<>(ended);
            for (Step step : open.values()) {
                Duration begin = step.span().from();
                steps.add(
                        new Step(
                                step.description(),
                                new Span(begin, last.minus(begin)),
                                Step.Ending.UNFINISHED));
            }
            return new Story.Target(
                    id,
                    reason,
                    Optional.ofNullable(from).map(begin -> new Span(begin, last.minus(begin))),
                    Optional.ofNullable(outcome),
                    steps);
        }
    }
}
