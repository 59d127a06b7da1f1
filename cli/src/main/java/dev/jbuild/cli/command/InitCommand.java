package dev.jbuild.cli.command;

import dev.jbuild.cli.option.Invocation;
import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes a first build file, made for what is in the folder. Never touches a file that is there.
 */
final class InitCommand {
    private static final String IGNORE_FILE = ".jbuildignore";

    private final Surroundings surroundings;

    InitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What a project is built with.
     *
     * @param signs files that only such a project has
     */
    private record Kind(String name, String template, List<String> signs) {
        private static final Kind PLAIN = new Kind("a start", "plain.groovy", List.of());

        private static final List<Kind> KNOWN =
                List.of(
                        new Kind("a Maven project", "maven.groovy", List.of("pom.xml")),
                        new Kind(
                                "a Gradle project",
                                "gradle.groovy",
                                List.of(
                                        "settings.gradle",
                                        "settings.gradle.kts",
                                        "build.gradle",
                                        "build.gradle.kts")),
                        new Kind("an npm project", "npm.groovy", List.of("package.json")));

        static Kind of(Path folder) {
            return KNOWN.stream().filter(kind -> kind.isIn(folder)).findFirst().orElse(PLAIN);
        }

        private boolean isIn(Path folder) {
            return signs.stream().anyMatch(sign -> Files.exists(folder.resolve(sign)));
        }
    }

    ExitCode run(Invocation.Init init) throws BuildException {
        Path folder = init.folder();
        Kind kind = Kind.of(folder);
        List<String> written = new ArrayList<>(List.of(Buildfiles.FILE_NAME));
        try {
            write(kind.template(), folder.resolve(Buildfiles.FILE_NAME));
            if (!Files.exists(folder.resolve(IGNORE_FILE))
                    && !Files.exists(folder.resolve(".dockerignore"))) {
                write("jbuildignore", folder.resolve(IGNORE_FILE));
                written.add(IGNORE_FILE);
            }
        } catch (FileAlreadyExistsException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "build-file-exists",
                            "there is a " + Buildfiles.FILE_NAME + " in " + folder,
                            "`jbuild ls` says what is in it"));
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "init-failed",
                    "cannot write into " + folder + ": " + e,
                    "name another folder with -C, or check its permissions",
                    e);
        }
        surroundings
                .console()
                .answer(
                        """
                        wrote %s, for %s
                        `jbuild ls` lists its targets, `jbuild +all` builds them
                        """
                                .formatted(String.join(" and ", written), kind.name()));
        return ExitCode.DONE;
    }

    private static void write(String template, Path file) throws IOException {
        try (InputStream text =
                Objects.requireNonNull(InitCommand.class.getResourceAsStream("init/" + template))) {
            // Refuses to overwrite, whatever was there a moment ago.
            Files.copy(text, file);
        }
    }
}
