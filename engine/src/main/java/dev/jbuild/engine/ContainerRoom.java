package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Container;
import dev.jbuild.buildkit.ContainerProcess;
import dev.jbuild.engine.shell.Moment;
import dev.jbuild.engine.shell.Room;
import dev.jbuild.engine.shell.RoomProcess;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** A container of the builder as a room. */
record ContainerRoom(Container container, Moment moment) implements Room {
    @Override
    public RoomProcess startOnTerminal(List<String> command, String type, OutputStream screen)
            throws BuildException {
        StartWatch watched = new StartWatch(screen);
        try {
            return new Running(
                    command.getFirst(), container.startOnTerminal(command, type, watched), watched);
        } catch (BuildkitException e) {
            throw Failures.of("start `" + command.getFirst() + "`", e);
        }
    }

    @Override
    public RoomProcess start(List<String> command, OutputStream out, OutputStream err)
            throws BuildException {
        StartWatch watched = new StartWatch(err);
        try {
            return new Running(command.getFirst(), container.start(command, out, watched), watched);
        } catch (BuildkitException e) {
            throw Failures.of("start `" + command.getFirst() + "`", e);
        }
    }

    private record Running(String program, ContainerProcess process, StartWatch watched)
            implements RoomProcess {
        @Override
        public void input(byte[] data) {
            process.input(data);
        }

        @Override
        public void endInput() {
            process.endInput();
        }

        @Override
        public void resize(int rows, int columns) {
            process.resize(rows, columns);
        }

        @Override
        public int await() throws BuildException, InterruptedException {
            int code;
            try {
                code = process.await();
            } catch (BuildkitException e) {
                throw Failures.of("run `" + program + "`", e);
            }
            Optional<String> refusal = watched.refusal();
            if (refusal.isPresent()) {
                throw new UserMistake(
                        Diagnostic.of(
                                "no-shell",
                                "`" + program + "` cannot be started here: " + refusal.get(),
                                "look into a target that has a shell, such as one that this one is"
                                        + " made of"));
            }
            return code;
        }
    }
}
