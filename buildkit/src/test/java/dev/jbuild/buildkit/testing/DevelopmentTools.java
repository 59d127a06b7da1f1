package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The programs that {@code dev/engine} has unpacked: of the engine under test, and beside it. */
final class DevelopmentTools {
    private DevelopmentTools() {}

    /** The docker command of the engine under test. */
    static Path docker() {
        String docker = System.getenv("JBUILD_DEV_DOCKER");
        if (docker == null) {
            throw new AssertionError("no engine to test with: run dev/test, which brings one up");
        }
        return Path.of(docker);
    }

    /** Where the packages of that engine are. */
    static Path engine() {
        return docker().resolve("../../..").normalize();
    }

    static Path tools() {
        return engine().resolveSibling("tools");
    }

    /** Where engines keep what is theirs, each in a folder of its own. */
    static Path instances() {
        return engine().resolve("../../instances").normalize();
    }

    /** Has a program find the others, and their libraries. */
    static void addTo(Map<String, String> environment) throws IOException {
        List<Path> programs =
                List.of(
                        engine().resolve("usr/sbin"),
                        engine().resolve("usr/bin"),
                        tools().resolve("usr/sbin"),
                        tools().resolve("usr/bin"));
        environment.merge("PATH", joined(programs), (own, added) -> added + ":" + own);
        try (Stream<Path> libraries = Files.list(tools().resolve("usr/lib"))) {
            List<Path> folders =
                    libraries.filter(path -> path.toString().endsWith("-gnu")).toList();
            environment.put("LD_LIBRARY_PATH", joined(folders));
            environment.put(
                    "XTABLES_LIBDIR",
                    joined(folders.stream().map(folder -> folder.resolve("xtables")).toList()));
        }
    }

    private static String joined(List<Path> paths) {
        return String.join(":", paths.stream().map(Path::toString).toList());
    }
}
