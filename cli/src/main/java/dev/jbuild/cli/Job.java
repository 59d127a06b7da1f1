package dev.jbuild.cli;

import dev.jbuild.cli.command.Commands;
import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.cli.command.Recall;
import dev.jbuild.cli.command.Surroundings;
import dev.jbuild.cli.console.Console;
import dev.jbuild.cli.evaluation.Evaluations;
import dev.jbuild.cli.option.CommandLineReader;
import dev.jbuild.front.Program;
import dev.jbuild.front.Request;
import dev.jbuild.front.StateFolder;
import dev.jbuild.front.ledger.Question;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A command line, from what was typed to the exit code.
 *
 * @param environment with the home folder
 * @param workingFolder absolute
 * @param started when the user began to wait
 */
record Job(
        List<String> arguments,
        Map<String, String> environment,
        Path workingFolder,
        Console console,
        Instant started) {

    /**
     * Does it.
     *
     * @param interrupted whether the user asked to stop
     */
    ExitCode run(Machine machine, BooleanSupplier interrupted) {
        InstantSource clock = InstantSource.system();
        Path state = StateFolder.of(environment, workingFolder);
        Optional<Path> program = machine.start().lib();
        Surroundings surroundings =
                new Surroundings(
                        machine.version(),
                        machine.start(),
                        environment,
                        machine.nativePlatform(),
                        machine.userPlatform(),
                        state,
                        program.flatMap(folder -> recall(folder, machine.architecture())),
                        console,
                        clock,
                        started);
        Commands commands =
                new Commands(surroundings, new RealStages(keeping(state, program, machine.java())));
        CommandLineReader reader = new CommandLineReader(environment, workingFolder);
        return new Ending(console, new BugReport(state, machine.version(), clock), interrupted)
                .of(() -> commands.run(reader.read(arguments)));
    }

    /** The request as the front reads it: where it gives up, there is nothing to be remembered. */
    private Optional<Recall> recall(Path program, String architecture) {
        Optional<Question> question =
                Request.of(arguments, workingFolder, environment)
                        .flatMap(request -> request.question(program, architecture));
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
            Path state, Optional<Path> program, String java) {
        return evaluator ->
                program.<Evaluations.Evaluator>map(
                                folder -> new Evaluations(state, folder, java, evaluator)::of)
                        .orElse(evaluator);
    }
}
