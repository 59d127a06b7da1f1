package dev.jbuild.cli;

import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.cli.command.Start;
import dev.jbuild.cli.console.Console;
import dev.jbuild.cli.console.Terminals;
import dev.jbuild.front.HomeFolder;
import dev.jbuild.front.Installation;
import dev.jbuild.front.Program;
import dev.jbuild.front.Took;
import dev.jbuild.model.Platform;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Security;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the process begins and ends. The only place that asks the JVM for its properties, and the
 * only one that ends it.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Else picocli looks for Groovy's closures, which starts the whole of Groovy: 270 ms.
        System.setProperty("picocli.disable.closures", "true");
        Path workingFolder = Path.of("").toAbsolutePath();
        String standby = System.getProperty("jbuild.standby.at", "");
        ExitCode exitCode =
                standby.isEmpty()
                        ? run(List.of(arguments), workingFolder)
                        : standBy(Path.of(standby), workingFolder);
        System.exit(exitCode.number());
    }

    private static ExitCode run(List<String> arguments, Path workingFolder) {
        Map<String, String> environment = atHome(System.getenv());
        // The launcher knows; Java can only tell of standard input and output together.
        Terminals terminals =
                new Terminals(
                        Boolean.getBoolean("jbuild.terminal.out"),
                        Boolean.getBoolean("jbuild.terminal"));
        Console console = Console.ofProcess(terminals, environment);
        Interruption interruption =
                new Interruption(
                        Thread.currentThread(), console::restoreTerminal, Interruption.GRACE);
        interruption.watch();
        Instant started = Took.processStart(Instant.now());
        return new Job(arguments, environment, workingFolder, console, started)
                .run(machine(), interruption::asked);
    }

    /** Builds for others until there is nobody left to build for. */
    private static ExitCode standBy(Path socket, Path workingFolder) {
        // What a name leads to may change between two builds; a process of one's own would ask.
        Security.setProperty("networkaddress.cache.ttl", "1");
        Console console = Console.ofProcess(Terminals.NONE, Map.of());
        Machine machine = machine();
        Installation jbuild =
                new Installation(machine.start().lib().orElseThrow(), machine.start().java());
        Standby standby =
                new Standby(
                        socket,
                        workingFolder,
                        jbuild,
                        (order, screen, interrupted) ->
                                new Job(
                                                order.arguments(),
                                                atHome(order.environment()),
                                                workingFolder,
                                                screen,
                                                Instant.ofEpochMilli(order.startedMillis()))
                                        .run(machine, interrupted),
                        new Lookup(
                                Standby.circumstances(socket),
                                jbuild,
                                machine.architecture(),
                                System.getProperty("user.home")));
        try {
            standby.serve(console);
            return ExitCode.DONE;
        } catch (IOException e) {
            console.error("cannot stand by at " + socket + ": " + e.getMessage(), "");
            return ExitCode.ENVIRONMENT;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
    }

    /** Java's own property is that of the password file: the variable counts more, as elsewhere. */
    private static Map<String, String> atHome(Map<String, String> environment) {
        return HomeFolder.within(environment, System.getProperty("user.home"));
    }

    private static Machine machine() {
        String architecture = System.getProperty("os.arch");
        return new Machine(
                version(),
                Runtime.version().toString(),
                new Start(
                        program(),
                        Path.of(System.getProperty("java.home")),
                        // The only trace that a cache leaves which was found to fit.
                        System.getProperty("java.vm.info", "").contains("sharing")),
                architecture,
                Platform.linux(architecture),
                Platform.ofMachine(System.getProperty("os.name"), architecture));
    }

    /** The folder of this jbuild's jars; empty when it was not started by the launcher. */
    private static Optional<Path> program() {
        try {
            return Optional.of(Program.folder(System.getProperty(Program.FOLDER)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "jbuild "
                + (version == null ? "(not packaged)" : version)
                + ", Java "
                + Runtime.version().feature()
                + "."
                + Runtime.version().interim()
                + "."
                + Runtime.version().update();
    }
}
