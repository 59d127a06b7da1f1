package dev.jbuild.cli.console;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Build files of tests. */
final class Evaluated {
    private Evaluated() {}

    /** The target {@code all} of a build file that is written into a folder. */
    static Project all(Path folder, String buildFile) throws IOException, BuildException {
        Files.writeString(folder.resolve(Buildfiles.FILE_NAME), buildFile);
        return Buildfiles.load(request(folder, "+all"));
    }

    /** On linux/amd64, without arguments and environment. */
    static LoadRequest request(Path folder, String... goals) {
        return new LoadRequest(
                folder,
                List.of(goals),
                List.of(),
                Platform.parse("linux/amd64"),
                new TreeMap<>(),
                Map.of());
    }
}
