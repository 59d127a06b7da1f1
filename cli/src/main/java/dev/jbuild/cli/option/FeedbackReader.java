package dev.jbuild.cli.option;

import dev.jbuild.cli.option.ReportFile.Form;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads how the user wants to be told of a build. */
final class FeedbackReader {
    private final OptionValues values;

    FeedbackReader(OptionValues values) {
        this.values = values;
    }

    Feedback read(ParseResult result) throws UserMistake {
        List<ReportFile> reports = new ArrayList<>();
        for (String text : result.matchedOptionValue(Syntax.REPORT, List.<String>of())) {
            reports.add(report(text));
        }
        return new Feedback(
                OptionValues.progress(result.matchedOptionValue(Syntax.PROGRESS, "auto")), reports);
    }

    private ReportFile report(String text) throws UserMistake {
        Path path = values.path(Syntax.REPORT, text);
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        // The longest first: one ending is the end of another.
        return Stream.of(Form.values())
                .sorted(Comparator.comparingInt((Form form) -> form.ending().length()).reversed())
                .filter(form -> name.endsWith(form.ending()))
                .findFirst()
                .map(form -> new ReportFile(path, form))
                .orElseThrow(
                        () ->
                                UsageMistakes.mistake(
                                        "invalid-option",
                                        "`"
                                                + Syntax.REPORT
                                                + " "
                                                + text
                                                + "` does not say what report it is",
                                        "let the name end in .html for a page, .json for the"
                                                + " outcome, .jsonl for all events, .trace.json for"
                                                + " a viewer of traces"));
    }
}
