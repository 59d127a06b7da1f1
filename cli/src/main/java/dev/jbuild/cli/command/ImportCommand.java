package dev.jbuild.cli.command;

import dev.jbuild.cli.option.Invocation;
import dev.jbuild.dsl.earthfile.EarthfileImport;
import dev.jbuild.dsl.earthfile.Imported;
import dev.jbuild.dsl.earthfile.Remark;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Writes a build file that says what an Earthfile says, beside it. */
final class ImportCommand {
    private static final List<String> IGNORE_FILES = List.of(".earthlyignore", ".earthignore");

    private final Surroundings surroundings;

    ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    ExitCode run(Invocation.Import asked) throws BuildException {
        Path earthfile = asked.earthfile();
        Path folder = Objects.requireNonNull(earthfile.getParent());
        Imported imported = EarthfileImport.of(read(earthfile));
        try {
            FirstFiles.buildFile(folder, imported.buildFile().getBytes(StandardCharsets.UTF_8));
            for (String name : IGNORE_FILES) {
                Path ignore = folder.resolve(name);
                if (Files.exists(ignore) && FirstFiles.needsIgnoreFile(folder)) {
                    FirstFiles.ignoreFile(folder, Files.readAllBytes(ignore));
                }
            }
        } catch (IOException e) {
            throw FirstFiles.failure(folder, e);
        }
        surroundings.console().answer(report(earthfile, imported));
        return ExitCode.DONE;
    }

    private static String read(Path earthfile) throws BuildException {
        try {
            // Whatever is no UTF-8 is seen in the build file.
            return new String(Files.readAllBytes(earthfile), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "no-earthfile",
                            "there is no " + earthfile,
                            "name the Earthfile, as in `jbuild import path/Earthfile`"));
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "import-failed", "cannot read " + earthfile + ": " + e, "check it", e);
        }
    }

    private static String report(Path earthfile, Imported imported) {
        StringBuilder report = new StringBuilder();
        report.append("wrote jbuild.groovy: ").append(count(imported.targets(), "target"));
        report.append('\n');
        if (!imported.remarks().isEmpty()) {
            int places = imported.remarks().size();
            report.append(count(places, "place"))
                    .append(
                            places == 1
                                    ? " of it needs you; it has a TODO\n"
                                    : " of it need you; each has a TODO\n");
        }
        for (Remark remark : imported.remarks()) {
            report.append("  ")
                    .append(earthfile.getFileName())
                    .append(':')
                    .append(remark.line())
                    .append("  ")
                    .append(remark.message())
                    .append('\n');
        }
        return report.append(
                        "`jbuild ls` lists its targets, `jbuild plan +name` says what is not right yet\n")
                .toString();
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
