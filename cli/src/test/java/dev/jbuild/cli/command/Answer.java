package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Console;
import dev.jbuild.cli.console.Terminals;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.BuildException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What a command that needs nothing but a folder says. */
final class Answer {
    static final Platform NATIVE = Platform.parse("linux/amd64");

    private Answer() {}

    /** Something that runs with surroundings. */
    @FunctionalInterface
    interface Run {
        ExitCode in(Surroundings surroundings) throws BuildException;
    }

    static String of(Path folder, Run run) throws BuildException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        run.in(
                new Surroundings(
                        "jbuild 1",
                        new Start(Optional.empty(), folder, false),
                        Map.of(),
                        NATIVE,
                        NATIVE,
                        folder,
                        Optional.empty(),
                        new Console(stream, stream, Terminals.NONE, Map.of()),
                        InstantSource.fixed(Instant.EPOCH),
                        Instant.EPOCH));
        return out.toString(StandardCharsets.UTF_8);
    }
}
