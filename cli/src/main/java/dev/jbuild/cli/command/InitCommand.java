package dev.jbuild.cli.command;

import dev.jbuild.cli.option.Invocation;
import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes a first build file, made for what is in the folder. Never touches a file that is there.
 */
final class InitCommand {
    private final Surroundings surroundings;

    InitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What a project is built with.
     *
     * @param template name of its files
     * @param signs files that only such a project has
     */
    private record Kind(String name, String template, List<String> signs) {
        private static final Kind PLAIN = new Kind("a start", "plain", List.of());

        private static final List<Kind> KNOWN =
                List.of(
                        new Kind("a Maven project", "maven", List.of("pom.xml")),
                        new Kind(
                                "a Gradle project",
                                "gradle",
                                List.of(
                                        "settings.gradle",
                                        "settings.gradle.kts",
                                        "build.gradle",
                                        "build.gradle.kts")),
                        new Kind("a Go module", "go", List.of("go.mod")),
                        new Kind("an npm project", "npm", List.of("package.json")));

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
            FirstFiles.buildFile(folder, template(kind.template() + ".groovy"));
            if (FirstFiles.needsIgnoreFile(folder)) {
                written.add(
                        FirstFiles.ignoreFile(folder, template(kind.template() + ".jbuildignore")));
            }
        } catch (IOException e) {
            throw FirstFiles.failure(folder, e);
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

    private static byte[] template(String name) throws IOException {
        try (InputStream text =
                Objects.requireNonNull(InitCommand.class.getResourceAsStream("init/" + name))) {
            return text.readAllBytes();
        }
    }
}
