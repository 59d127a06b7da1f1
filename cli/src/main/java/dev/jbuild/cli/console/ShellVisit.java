package dev.jbuild.cli.console;

import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.shell.Moment;
import dev.jbuild.engine.shell.Room;
import dev.jbuild.engine.shell.RoomProcess;
import dev.jbuild.engine.shell.Visitor;
import dev.jbuild.front.Signals;
import dev.jbuild.model.failure.BuildException;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Opens a shell on the user's terminal, or runs one command without any. */
final class ShellVisit implements Visitor {
    private static final String SHELL = "/bin/sh";

    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private final String terminalType;
    private final Optional<String> command;
    private final Display display;

    /**
     * @param terminalType as in {@code TERM}
     * @param command what to run instead of a shell
     * @param display what has to keep quiet meanwhile
     */
    ShellVisit(
            PrintStream out,
            PrintStream err,
            Style style,
            String terminalType,
            Optional<String> command,
            Display display) {
        this.out = out;
        this.err = err;
        this.style = style;
        this.terminalType = terminalType;
        this.command = command;
        this.display = display;
    }

    @Override
    public void visit(Room room) throws BuildException, InterruptedException {
        display.pause();
        try {
            err.println(style.bold("jbuild: " + about(room.moment())));
            Optional<RawTerminal> terminal = RawTerminal.find();
            int code =
                    terminal.isPresent()
                            ? onTerminal(room, terminal.get())
                            : room.start(argv(), out, err).await();
            if (code != 0) {
                err.println("jbuild: it ended with exit code " + code);
            }
        } finally {
            out.flush();
            display.resume();
        }
    }

    private int onTerminal(Room room, RawTerminal terminal)
            throws BuildException, InterruptedException {
        RoomProcess shell = room.startOnTerminal(argv(), terminalType, out);
        try (terminal) {
            terminal.lend(new Typing(shell));
            resize(shell);
            Signals.handle("WINCH", () -> resize(shell));
            return shell.await();
        } finally {
            Signals.handle("WINCH", () -> {});
        }
    }

    private static void resize(RoomProcess shell) {
        TerminalSize size = RawTerminal.size();
        shell.resize(size.rows(), size.columns());
    }

    private List<String> argv() {
        return command.map(text -> List.of(SHELL, "-c", text)).orElse(List.of(SHELL));
    }

    private static String about(Moment moment) {
        return switch (moment) {
            case Moment.End end -> "in " + end.target() + ", after its last step";
            case Moment.Failed failed ->
                    "in "
                            + failed.target()
                            + ", as the step that failed has left it"
                            + step(failed.step());
            case Moment.BeforeFailure before ->
                    "in " + before.target() + ", before the step that failed" + step(before.step());
        };
    }

    private static String step(StepFailure failure) {
        return "\n  > " + PrintableText.firstLine(failure.command());
    }

    /** What is typed goes to the program. */
    private record Typing(RoomProcess shell) implements RawTerminal.Keys {
        @Override
        public void pressed(byte[] keys) {
            shell.input(keys);
        }

        @Override
        public void end() {
            shell.endInput();
        }
    }
}
