package dev.jbuild.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The times of a chapter as bars: a bar is as long as the median, a line over it reaches from the
 * least to the most.
 */
final class Plot {
    private static final int WIDTH = 640;
    private static final int BAR = 14;
    private static final int TITLE = 22;
    private static final int GAP = 10;

    /** For the number behind the longest bar. */
    private static final int ROOM = 110;

    private final double scale;
    private final StringBuilder shapes = new StringBuilder();
    private int y;

    private Plot(double longest) {
        this.scale = (WIDTH - ROOM) / longest;
    }

    static String of(List<Row> rows) {
        Plot plot =
                new Plot(
                        rows.stream()
                                .flatMap(row -> measured(row).stream())
                                .mapToDouble(measured -> measured.time().seconds(1))
                                .max()
                                .orElse(1));
        rows.forEach(plot::add);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n%s</svg>%n",
                WIDTH,
                plot.y,
                plot.shapes);
    }

    private static List<Row.Measured> measured(Row row) {
        List<Row.Measured> all = new ArrayList<>();
        all.add(row.own());
        row.other().ifPresent(all::add);
        return all;
    }

    private void add(Row row) {
        y += TITLE;
        shape(
                String.format(
                        Locale.ROOT,
                        "<text x=\"0\" y=\"%d\">%s</text>",
                        y - 6,
                        HtmlPage.escaped(row.title())));
        addBar("own", row.own());
        row.other().ifPresent(measured -> addBar("other", measured));
        y += GAP;
    }

    private void addBar(String kind, Row.Measured measured) {
        Times time = measured.time();
        shape(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"0\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        kind,
                        y,
                        time.median() * scale,
                        BAR));
        shape(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%.1f %.1fH%.1f\"/>",
                        time.seconds(0) * scale,
                        y + BAR / 2.0,
                        time.seconds(1) * scale));
        shape(
                String.format(
                        Locale.ROOT,
                        "<text class=\"number\" x=\"%.1f\" y=\"%d\">%s %.2f s</text>",
                        time.seconds(1) * scale + 4,
                        y + BAR - 3,
                        HtmlPage.escaped(measured.program()),
                        time.median()));
        y += BAR + 2;
    }

    private void shape(String text) {
        shapes.append(text).append('\n');
    }
}
