package dev.jbuild.bench.report;

import java.util.List;
import java.util.Locale;

/** The page that is read beside the sources: what the scripts have said, one after the other. */
final class MarkdownPage {
    private MarkdownPage() {}

    static String of(String machine, List<Chapter> chapters) {
        StringBuilder page = new StringBuilder();
        page.append("# Benchmarks\n\n")
                .append("Made by `bench/report`; [how it is measured](../../bench/README.md), and")
                .append(" [the same with plots](index.html). All on one machine: ")
                .append(machine)
                .append(".\n\n## Where jbuild is behind\n\n");
        List<String> behind =
                chapters.stream()
                        .flatMap(
                                chapter -> chapter.behind().stream().map(row -> line(chapter, row)))
                        .toList();
        page.append(behind.isEmpty() ? "Nowhere in this run.\n" : String.join("", behind));
        for (Chapter chapter : chapters) {
            page.append("\n## bench/")
                    .append(chapter.name())
                    .append("\n\n")
                    .append(chapter.text())
                    .append('\n');
        }
        return page.toString();
    }

    private static String line(Chapter chapter, Row row) {
        return String.format(
                Locale.ROOT,
                "- %s (bench/%s): %.2f times as long as %s%n",
                row.title(),
                chapter.name(),
                row.ratio().orElseThrow(),
                row.other().orElseThrow().program());
    }
}
