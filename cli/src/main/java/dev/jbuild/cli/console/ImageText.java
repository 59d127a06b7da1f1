package dev.jbuild.cli.console;

import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.image.SizeReport;
import dev.jbuild.engine.image.Sizes;
import dev.jbuild.model.ImageName;

import java.util.ArrayList;
import java.util.List;

/** What images consist of: how they run, their layers from the lowest on, their folders. */
final class ImageText {
    private ImageText() {}

    static List<String> of(List<ImageContents> images, ImageName name) {
        List<String> lines = new ArrayList<>();
        for (ImageContents image : images) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(of(image, name));
        }
        return lines;
    }

    private static List<String> of(ImageContents image, ImageName name) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s %s  %s packed, id %s"
                        .formatted(
                                Names.of(name),
                                image.platform(),
                                Sizes.text(image.size()),
                                Names.shortened(image.id())));
        section(
                lines,
                "settings",
                image.settings().entrySet().stream()
                        .map(
                                entry ->
                                        List.of(
                                                entry.getKey(),
                                                PrintableText.firstLine(entry.getValue())))
                        .toList());
        section(
                lines,
                "layers, packed",
                image.layers().stream()
                        .map(
                                layer ->
                                        List.of(
                                                size(layer.size()),
                                                PrintableText.firstLine(SizeReport.origin(layer))))
                        .toList());
        section(
                lines,
                "folders, unpacked",
                image.folders().stream()
                        .map(
                                folder ->
                                        List.of(
                                                size(folder.size()),
                                                PrintableText.firstLine(folder.path())))
                        .toList());
        return lines;
    }

    private static String size(long bytes) {
        return "%9s".formatted(Sizes.text(bytes));
    }

    private static void section(List<String> lines, String title, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            lines.add(title);
            Columns.align(rows).forEach(row -> lines.add("  " + row));
        }
    }
}
