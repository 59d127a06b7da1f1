package dev.jbuild.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the pages: {@code Report MEASURED PAGES MACHINE NAME…}, where MEASURED has {@code NAME.md}
 * and {@code NAME.tsv} of each script, and the pages go to the folder PAGES.
 */
public final class Report {
    private static final int FIRST_NAME = 3;

    private Report() {}

    public static void main(String[] arguments) throws IOException {
        List<String> names = Arrays.asList(arguments).subList(FIRST_NAME, arguments.length);
        write(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2], names);
    }

    static void write(Path measured, Path pages, String machine, List<String> names)
            throws IOException {
        List<Chapter> chapters = new ArrayList<>();
        for (String name : names) {
            chapters.add(Chapter.read(measured, name));
        }
        Files.createDirectories(pages);
        Files.writeString(pages.resolve("README.md"), MarkdownPage.of(machine, chapters));
        Files.writeString(pages.resolve("index.html"), HtmlPage.of(machine, chapters));
    }
}
