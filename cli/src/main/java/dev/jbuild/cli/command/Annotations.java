package dev.jbuild.cli.command;

import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mistakes and failures as GitHub shows them, at the lines of a build file. What a job prints in
 * this form is taken out of its log.
 *
 * <p>The form is that of <a
 * href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">workflow
 * commands</a>.
 */
final class Annotations {
    private final boolean wanted;
    private final Path root;
    private final Path workspace;

    /**
     * @param environment where a job of GitHub says that it is one, and where its checkout is
     * @param root of the project, absolute
     */
    Annotations(Map<String, String> environment, Path root) {
        this.wanted = environment.getOrDefault("GITHUB_ACTIONS", "").equals("true");
        this.root = root;
        this.workspace = root.resolve(environment.getOrDefault("GITHUB_WORKSPACE", ""));
    }

    /** A line for each step that failed; none where nobody would understand them. */
    List<String> of(BuildReport report) {
        return wanted ? report.failures().stream().map(this::line).toList() : List.of();
    }

    /** A line for each mistake; none where nobody would understand them. */
    List<String> of(UserMistake mistake) {
        return wanted ? mistake.diagnostics().stream().map(this::line).toList() : List.of();
    }

    private String line(StepFailure failure) {
        return line(
                Optional.of(failure.span()),
                failure.node() + " failed",
                failure.command().strip() + "\n" + failure.ending());
    }

    private String line(Diagnostic diagnostic) {
        String hint = diagnostic.hint().map(cure -> "\n" + cure).orElse("");
        return line(diagnostic.span(), "jbuild", diagnostic.message() + hint);
    }

    private String line(Optional<SourceSpan> place, String title, String message) {
        return "::error "
                + place.filter(this::isOfTheProject).map(this::properties).orElse("")
                + "title="
                + property(title)
                + "::"
                + text(message);
    }

    /** Not of another repository, of which GitHub could not show a line. */
    private boolean isOfTheProject(SourceSpan span) {
        return Files.isRegularFile(root.resolve(span.file()));
    }

    private String properties(SourceSpan span) {
        String file = workspace.relativize(root.resolve(span.file())).normalize().toString();
        return "file="
                + property(file)
                + ",line="
                + span.line()
                + ",col="
                + span.column()
                + ",endColumn="
                + span.endColumn()
                + ",";
    }

    private static String text(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return text(text).replace(":", "%3A").replace(",", "%2C");
    }
}
