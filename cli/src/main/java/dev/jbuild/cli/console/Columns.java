package dev.jbuild.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, set below each other. */
final class Columns {
    private static final String GAP = "  ";

    /** One long name, such as that of a pinned image, shall not push every other row apart. */
    private static final int WIDEST = 48;

    private Columns() {}

    /**
     * One line per row; every column but the last of a row is as wide as its widest cell, within
     * reason. Rows may differ in length.
     */
    static List<String> align(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() - 1; i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), Math.min(row.get(i).length(), WIDEST)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            boolean last = i == row.size() - 1;
            line.append(last ? row.get(i) : padded(row.get(i), widths.get(i)) + GAP);
        }
        return line.toString().stripTrailing();
    }

    static String padded(String text, int width) {
        return text.length() < width ? text + " ".repeat(width - text.length()) : text;
    }
}
