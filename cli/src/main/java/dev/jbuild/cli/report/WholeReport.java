package dev.jbuild.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/** A report that is written at the end, all at once: nobody finds half of one. */
record WholeReport(Path file, Function<Story, String> form) implements Report {
    @Override
    public void take(Moment moment) {}

    @Override
    public void end(Story story) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(unfinished, form.apply(story));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
