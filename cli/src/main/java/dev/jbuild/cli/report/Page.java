package dev.jbuild.cli.report;

import dev.jbuild.cli.console.DeliveryText;
import dev.jbuild.cli.console.Elapsed;
import dev.jbuild.cli.console.OutcomeText;
import dev.jbuild.cli.console.PrintableText;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A build as a page to look at: one file that needs nothing else, without scripts, since it shows
 * what strangers' programs have printed.
 */
final class Page {
    private final Story story;
    private final Html html = new Html();

    private Page(Story story) {
        this.story = story;
    }

    static String of(Story story) {
        Page page = new Page(story);
        page.write();
        return page.html.toString();
    }

    private void write() {
        String title = "jbuild " + String.join(" ", story.goals());
        html.raw("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\"")
                .raw(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .element("title", title)
                .raw("\n<style>\n" + style() + "</style>\n<body>\n");
        html.raw("<h1>").text(title).raw(": ").raw(marked(story.verdict().kind().word()));
        html.text(" in " + Elapsed.text(story.took())).raw("</h1>\n");
        html.raw("<p class=\"faint\">")
                .text(story.started().truncatedTo(ChronoUnit.SECONDS) + ", " + story.version())
                .text(story.engine().map(engine -> ", " + engine).orElse(""))
                .raw("</p>\n");
        if (!story.verdict().message().isEmpty()) {
            html.element("pre", lines(story.verdict().message())).raw("\n");
        }
        story.targets().forEach(this::failure);
        if (!story.targets().isEmpty()) {
            html.raw("<h2>Targets</h2>\n");
            axis();
            story.targets().forEach(this::target);
        }
        if (!story.deliveries().isEmpty()) {
            html.raw("<h2>Delivered</h2>\n<table>\n");
            for (Delivery delivery : story.deliveries()) {
                row(List.of(DeliveryText.place(delivery), DeliveryText.what(delivery)));
            }
            html.raw("</table>\n");
        }
        if (!story.notices().isEmpty()) {
            html.raw("<h2>Notices</h2>\n");
            for (String notice : story.notices()) {
                html.element("p", PrintableText.line(notice)).raw("\n");
            }
        }
        html.raw("</body>\n</html>\n");
    }

    private void failure(Story.Target target) {
        if (!(target.outcome().orElse(null) instanceof NodeOutcome.Failed(StepFailure failure))) {
            return;
        }
        html.raw("<h2 class=\"failed\">").text(target.id() + " failed").raw("</h2>\n<p>");
        html.text(failure.span().file() + ":" + failure.span().line() + ": ")
                .element("code", lines(failure.command()))
                .text(": " + OutcomeText.ending(failure))
                .raw("</p>\n");
        if (!failure.output().isEmpty()) {
            html.element("pre", lines(String.join("\n", failure.output()))).raw("\n");
        }
    }

    private void axis() {
        html.raw("<div class=\"row faint\"><span></span><span class=\"axis\">");
        html.element("span", "0s").element("span", Elapsed.text(story.took()));
        html.raw("</span><span></span></div>\n");
    }

    private void target(Story.Target target) {
        String word = target.outcome().map(OutcomeText::word).orElse("unfinished");
        String open =
                target.steps().isEmpty()
                        ? "<div class=\"still row\">"
                        : "<details><summary class=\"row\">";
        html.raw(open).element("span", target.id().toString()).raw("<span class=\"bars\">");
        target.span().ifPresent(span -> bar("whole", span, target.reason()));
        for (Story.Step step : target.steps()) {
            bar(
                    step.ending().word(),
                    step.span(),
                    PrintableText.firstLine(step.description())
                            + ": "
                            + Elapsed.text(step.span().took()));
        }
        html.raw("</span><span>").raw(marked(word));
        target.span().ifPresent(span -> html.text(", " + Elapsed.text(span.took())));
        html.raw("</span>");
        if (target.steps().isEmpty()) {
            html.raw("</div>\n");
            return;
        }
        html.raw("</summary>\n<p class=\"faint\">").text(PrintableText.line(target.reason()));
        html.raw("</p>\n<table>\n");
        for (Story.Step step : target.steps()) {
            row(
                    List.of(
                            PrintableText.firstLine(step.description()),
                            step.ending().word(),
                            Elapsed.text(step.span().took())));
        }
        html.raw("</table>\n</details>\n");
    }

    private void row(List<String> cells) {
        html.raw("<tr>");
        cells.forEach(cell -> html.element("td", cell));
        html.raw("</tr>\n");
    }

    private void bar(String kind, Story.Span span, String title) {
        html.raw("<i class=\"" + kind + "\" title=\"")
                .text(PrintableText.line(title))
                .raw("\" style=\"left:" + share(span.from()) + "%;width:" + share(span.took()))
                .raw("%\"></i>");
    }

    private String share(Duration part) {
        double whole = Math.max(1, story.took().toMillis());
        return String.format(Locale.ROOT, "%.2f", Math.min(100, 100 * part.toMillis() / whole));
    }

    private static String marked(String word) {
        return "<span class=\"" + word + "\">" + word + "</span>";
    }

    private static String lines(String text) {
        return text.lines().map(PrintableText::line).reduce((a, b) -> a + "\n" + b).orElse("");
    }

    private static String style() {
        try (InputStream css =
                Objects.requireNonNull(Page.class.getResourceAsStream("page.css"), "page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
