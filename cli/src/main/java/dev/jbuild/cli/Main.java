package dev.jbuild.cli;

import dev.jbuild.cli.command.Commands;
import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.cli.command.Recall;
import dev.jbuild.cli.command.Start;
import dev.jbuild.cli.command.Surroundings;
import dev.jbuild.cli.console.Console;
import dev.jbuild.cli.console.Terminals;
import dev.jbuild.cli.evaluation.Evaluations;
import dev.jbuild.cli.option.CommandLineReader;
import dev.jbuild.front.HomeFolder;
import dev.jbuild.front.Program;
import dev.jbuild.front.Request;
import dev.jbuild.front.StateFolder;
import dev.jbuild.front.Took;
import dev.jbuild.front.ledger.Question;
import dev.jbuild.model.Platform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where the process begins and ends. The only place that asks the JVM for its properties, and the
 * only one that ends it.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Else picocli looks for Groovy's closures, which starts the whole of Groovy: 270 ms.
        System.setProperty("picocli.disable.closures", "true");
        // Java's property is that of the password file: the variable counts more, as elsewhere.
        Map<String, String> environment =
                HomeFolder.within(System.getenv(), System.getProperty("user.home"));
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

        Path workingFolder = Path.of("").toAbsolutePath();
        Path state = StateFolder.of(environment, workingFolder);
        InstantSource clock = InstantSource.system();
        Optional<Path> program = program();
        Surroundings surroundings =
                new Surroundings(
                        version(),
                        new Start(
                                program,
                                Path.of(System.getProperty("java.home")),
                                // The only trace that a cache leaves which was found to fit.
                                System.getProperty("java.vm.info", "").contains("sharing")),
                        environment,
                        Platform.linux(System.getProperty("os.arch")),
                        Platform.ofMachine(
                                System.getProperty("os.name"), System.getProperty("os.arch")),
                        state,
                        program.flatMap(
                                folder ->
                                        recall(
                                                folder,
                                                List.of(arguments),
                                                workingFolder,
                                                environment)),
                        console,
                        clock,
                        Took.processStart(clock.instant()));
        BugReport bugReport = new BugReport(state, surroundings.version(), surroundings.clock());
        CommandLineReader reader = new CommandLineReader(environment, workingFolder);
        Commands commands = new Commands(surroundings, new RealStages(keeping(state, program)));
        ExitCode exitCode =
                new Ending(console, bugReport, interruption::asked)
                        .of(() -> commands.run(reader.read(List.of(arguments))));
        System.exit(exitCode.number());
    }

    /** The folder of this jbuild's jars; empty when it was not started by the launcher. */
    private static Optional<Path> program() {
        try {
            return Optional.of(Program.folder(System.getProperty(Program.FOLDER)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The request as the front reads it: where it gives up, there is nothing to be remembered. */
    private static Optional<Recall> recall(
            Path program,
            List<String> arguments,
            Path workingFolder,
            Map<String, String> environment) {
        Optional<Question> question =
                Request.of(arguments, workingFolder, environment)
                        .flatMap(
                                request ->
                                        request.question(program, System.getProperty("os.arch")));
        try {
            return question.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Recall(question.get(), Program.looks(program)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where nobody knows which program this is, nothing can be kept for it. */
    private static UnaryOperator<Evaluations.Evaluator> keeping(
            Path state, Optional<Path> program) {
        String java = Runtime.version().toString();
        return evaluator ->
                program.<Evaluations.Evaluator>map(
                                folder -> new Evaluations(state, folder, java, evaluator)::of)
                        .orElse(evaluator);
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
