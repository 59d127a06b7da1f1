package dev.jbuild.bench.report;

import java.util.List;
import java.util.Locale;

/** The page with plots; it needs nothing beside itself. */
final class HtmlPage {
    private static final String STYLE =
            """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; margin: 1rem 0; }
            th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ddd; }
            tr.behind td { color: #b00020; }
            svg { width: 100%; max-width: 48rem; font: 12px system-ui, sans-serif; }
            svg .own { fill: #2a6fdb; } svg .other { fill: #b9bfc7; } svg path { stroke: #333; } svg .number { fill: #555; }
            """;

    private HtmlPage() {}

    static String of(String machine, List<Chapter> chapters) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
                .append("<title>jbuild: benchmarks</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n<h1>Benchmarks</h1>\n<p>")
                .append(escaped(machine))
                .append("</p>\n<p>Red: jbuild is behind. A bar is the median, the line over it")
                .append(" reaches from the quickest to the slowest.</p>\n");
        for (Chapter chapter : chapters) {
            page.append("<h2>bench/")
                    .append(escaped(chapter.name()))
                    .append("</h2>\n<p>")
                    .append(escaped(chapter.circumstances()))
                    .append("</p>\n")
                    .append(Plot.of(chapter.rows()))
                    .append("<table>\n<tr><th>Seconds: median (min–max)<th>jbuild<th>of the")
                    .append(" processors<th>other<th>of the processors<th>jbuild / other</tr>\n");
            chapter.rows().forEach(row -> page.append(line(row)));
            page.append("</table>\n");
        }
        return page.append("</html>\n").toString();
    }

    private static String line(Row row) {
        return "<tr"
                + (row.isBehind() ? " class=\"behind\"" : "")
                + "><td>"
                + escaped(row.title())
                + cells(row.own(), "")
                + row.other().map(other -> cells(other, other.program() + " ")).orElse("<td><td>")
                + "<td>"
                + row.ratio().map(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).orElse("")
                + "</tr>\n";
    }

    private static String cells(Row.Measured measured, String name) {
        return "<td>" + escaped(name) + measured.time() + "<td>" + measured.cpu();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
