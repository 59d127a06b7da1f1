package dev.jbuild.engine.doctor;

import dev.jbuild.engine.solve.Builders;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A checkup in a process of its own, which may be allowed less than the test. */
final class Examination {
    private Examination() {}

    /** Arguments: the folder of the cache, and the engine. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> environment = Map.of("DOCKER_HOST", args[1], "HOME", args[0]);
        new Doctor(environment, Path.of(args[0]), InstantSource.system())
                .examine(machine(Path.of(args[0]), Builders.NONE))
                .findings()
                .forEach(System.out::println);
        System.exit(0);
    }

    /** What is found by root when it may use only those files that are open to it. */
    static List<String> withoutPrivilege(Path state, String engine) throws Exception {
        Process process =
                new ProcessBuilder(
                                "setpriv",
                                "--bounding-set=-dac_override,-dac_read_search",
                                "--inh-caps=-dac_override,-dac_read_search",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Examination.class.getName(),
                                state.toString(),
                                engine)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return process.inputReader().lines().toList();
    }

    /** A machine without a project. */
    static Patient machine(Path root, Builders builders) {
        return new Patient(root, builders, List.of(), List.of(), false);
    }
}
