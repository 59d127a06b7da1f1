package dev.jbuild.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one script has measured.
 *
 * @param name of the script
 * @param text what it has said, in Markdown
 */
record Chapter(String name, String text, List<Row> rows) {
    Chapter {
        rows = List.copyOf(rows);
    }

    /** Reads {@code NAME.md} and {@code NAME.tsv} of a folder. */
    static Chapter read(Path folder, String name) throws IOException {
        return new Chapter(
                name,
                Files.readString(folder.resolve(name + ".md")).strip(),
                Files.readAllLines(folder.resolve(name + ".tsv")).stream()
                        .map(Row::parse)
                        .toList());
    }

    /** When, on what and with what it was measured: what the script says before its first table. */
    String circumstances() {
        int end = text.indexOf("\n\n");
        return end < 0 ? text : text.substring(0, end);
    }

    List<Row> behind() {
        return rows.stream().filter(Row::isBehind).toList();
    }
}
