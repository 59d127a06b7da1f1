package dev.jbuild.cli.console;

import dev.jbuild.cli.option.GraphFormat;
import dev.jbuild.cli.option.ProgressStyle;
import dev.jbuild.dsl.DiagnosticText;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.Explanation;
import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.cdn.CdnReport;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.event.Delivery.Planned;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.shell.Visitor;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetDoc;
import dev.jbuild.model.TargetInfo;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Standard output for what was asked for (a listing, help), standard error for everything about a
 * build, so that it stays in order.
 */
public final class Console {
    private static final int BUFFER = 8192;

    private final Outlet outlet;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final Path device;
    private final Style style;
    private final Style answers;
    private final Map<String, String> environment;

    /** Set while a live display may have hidden the cursor. */
    private volatile boolean live;

    /**
     * In UTF-8 whatever the locale: steps print UTF-8.
     *
     * @param terminals which of the two streams are terminals
     * @param environment what says how the terminal is used: {@code TERM}, {@code NO_COLOR}, {@code
     *     COLUMNS}
     */
    public Console(
            OutputStream out,
            OutputStream err,
            Terminals terminals,
            Map<String, String> environment) {
        this.outlet = new Outlet(out);
        this.out = stream(outlet);
        this.err = stream(err);
        this.environment = Map.copyOf(environment);
        boolean capable = !environment.getOrDefault("TERM", "").equals("dumb");
        boolean coloured = capable && environment.getOrDefault("NO_COLOR", "").isEmpty();
        this.terminal = terminals.err() && capable;
        this.device = terminals.device();
        this.style = new Style(terminals.err() && coloured);
        this.answers = new Style(terminals.out() && coloured);
    }

    /** On the streams of the process. */
    public static Console ofProcess(Terminals terminals, Map<String, String> environment) {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                terminals,
                environment);
    }

    private static PrintStream stream(OutputStream target) {
        var buffered = new BufferedOutputStream(target, BUFFER);
        return new PrintStream(buffered, true, StandardCharsets.UTF_8);
    }

    /**
     * Makes sure that what was asked for has been told.
     *
     * @throws EnvironmentFailure when standard output did not take it, though somebody wants it
     */
    public void requireAnswered() throws EnvironmentFailure {
        out.flush();
        Optional<IOException> fault = outlet.fault();
        if (fault.isPresent()) {
            throw new EnvironmentFailure(
                    "output-lost",
                    "cannot write to standard output: " + fault.get().getMessage(),
                    "look at where it leads to; what is there now is not all of it",
                    fault.get());
        }
    }

    /** What was asked for. */
    public void answer(String text) {
        out.print(text);
        out.flush();
    }

    public void targets(List<TargetInfo> targets) {
        TargetTable.of(targets).forEach(out::println);
    }

    /** What targets are. */
    public void documentation(List<TargetDoc> targets) {
        DocText.of(targets).forEach(out::println);
    }

    /** What a build would do. */
    public void plan(Explanation plan) {
        PlanText.of(plan).forEach(out::println);
    }

    /** What targets need of each other. */
    public void graph(Project project, GraphFormat format) {
        List<String> lines =
                switch (format) {
                    case TEXT -> TreeText.of(project);
                    case DOT -> Drawing.dot(project);
                    case MERMAID -> Drawing.mermaid(project);
                };
        lines.forEach(out::println);
    }

    /** The evaluated model, for programs. */
    public void model(Project project) {
        answer(ModelJson.of(project));
    }

    /** Why a build would do what it would. */
    public void why(Explanation explanation) {
        WhyText.of(explanation).forEach(out::println);
    }

    /** What became of the lock file. */
    public void lock(LockReport report) {
        LockText.of(report).forEach(out::println);
    }

    /** The releases of an origin. */
    public void cdn(CdnReport report) {
        CdnText.of(report).forEach(out::println);
    }

    /** Which base images are where mirrors are. */
    public void mirror(MirrorReport report) {
        MirrorText.of(report).forEach(out::println);
    }

    /** What an image consists of. */
    public void images(List<ImageContents> images, ImageName name) {
        ImageText.of(images, name).forEach(out::println);
    }

    /** What publishing would change. */
    public void releases(List<Planned> plans) {
        plans.forEach(plan -> ReleasePlanText.of(plan).forEach(out::println));
    }

    /** What the cache is, or what became of it. */
    public void cache(CacheReport report) {
        CacheText.of(report).forEach(out::println);
    }

    /**
     * How well everything is.
     *
     * @param version of jbuild and its Java, for programs
     * @param json whether to tell programs
     */
    public void checkup(String version, Checkup checkup, boolean json) {
        if (json) {
            answer(CheckupText.json(version, checkup));
        } else {
            CheckupText.of(checkup, answers).forEach(out::println);
        }
    }

    /** A build was asked for without saying of what. */
    public void noGoal(List<TargetInfo> targets) {
        err.println("jbuild: which target? Name at least one:");
        TargetTable.of(targets).forEach(line -> err.println("  " + line));
        if (!targets.isEmpty()) {
            err.println("For example: jbuild " + usual(targets).target());
        }
    }

    /** Most build files have a target for everything, and most others end with it. */
    private static TargetInfo usual(List<TargetInfo> targets) {
        return targets.stream()
                .filter(info -> info.target().name().equals("all"))
                .findFirst()
                .orElseGet(targets::getLast);
    }

    public Display display(ProgressStyle progress, InstantSource clock) {
        boolean drawn =
                switch (progress) {
                    case AUTO -> terminal;
                    case PLAIN -> false;
                    case TTY -> true;
                };
        if (!drawn) {
            return new PlainDisplay(err, style);
        }
        live = true;
        return new LiveDisplay(
                        new LiveRegion(err), style, clock, new TerminalProbe(device, environment))
                .start();
    }

    /** Whether the user can be given a shell. */
    public boolean hasKeyboard() {
        return RawTerminal.find().isPresent();
    }

    /**
     * Somebody who opens a shell.
     *
     * @param command what to run in a shell that ends with it
     * @param display of the build
     */
    public Visitor visitor(Optional<String> command, Display display) {
        String type = environment.getOrDefault("TERM", "dumb");
        return new ShellVisit(out, err, style, type, command, display);
    }

    /**
     * The summary, and last of all what failed.
     *
     * @param source the line of a place in a build file; empty when it is not known
     * @param usual the platform that need not be named
     */
    public void report(
            BuildReport report, Function<SourceSpan, Optional<String>> source, Platform usual) {
        Summary.of(report, style).forEach(err::println);
        for (StepFailure failure : report.failures()) {
            err.println();
            FailureText.of(failure, source.apply(failure.span()), usual, style)
                    .forEach(err::println);
        }
    }

    /** Lines for the program that reads what a build shows. */
    public void annotate(List<String> lines) {
        lines.forEach(err::println);
    }

    public void error(BuildException failure) {
        switch (failure) {
            case UserMistake mistake -> mistake.diagnostics().forEach(this::error);
            case EnvironmentFailure broken ->
                    error(String.valueOf(broken.getMessage()), broken.hint());
        }
    }

    /** A failure in our own words. */
    public void error(String message, String hint) {
        error(Diagnostic.of("", message, hint));
    }

    private void error(Diagnostic diagnostic) {
        err.print(style.red("jbuild: error: "));
        err.print(DiagnosticText.of(diagnostic));
        err.flush();
    }

    /** Undoes what a live display does to the terminal, from any thread and at any moment. */
    public void restoreTerminal() {
        RawTerminal.restore();
        if (live) {
            err.print(LiveRegion.RESTORE);
            err.flush();
        }
    }
}
