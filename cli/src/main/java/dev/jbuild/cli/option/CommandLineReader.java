package dev.jbuild.cli.option;

import dev.jbuild.engine.Conduct;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.front.Request;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a command line.
 *
 * <p>A plain request to build is read as the front reads it, and a plain question to an origin word
 * by word. For everything else there is picocli, whose classes no JVM cache takes, so that loading
 * them holds up whoever waits by a tenth of a second.
 */
public final class CommandLineReader {
    private final Map<String, String> environment;
    private final Path workingFolder;
    private final OptionValues values;

    /**
     * @param environment where arguments without a value take theirs from
     * @param workingFolder absolute; what paths of the command line are relative to
     */
    public CommandLineReader(Map<String, String> environment, Path workingFolder) {
        this.environment = Map.copyOf(environment);
        this.workingFolder = workingFolder;
        this.values = new OptionValues(environment, workingFolder);
    }

    public Invocation read(List<String> arguments) throws UserMistake {
        Optional<Request> plain = Request.of(arguments, workingFolder, environment);
        if (plain.isPresent()) {
            return new Invocation.Build(build(plain.get()));
        }
        Optional<Invocation> cdn = PlainCdn.read(arguments, values);
        return cdn.isPresent() ? cdn.get() : new CommandReader(values).read(arguments);
    }

    private BuildOptions build(Request request) throws UserMistake {
        return new BuildOptions(
                new ProjectOptions(
                        values.path(Syntax.FOLDER, request.folder()), request.arguments()),
                request.goals(),
                OptionValues.platforms(request.platforms()),
                request.pushes(),
                false,
                Secrets.NONE,
                LockUse.EXTEND,
                values.trust(request.trust()),
                Builders.NONE,
                values.usualCacheSize(),
                new Feedback(OptionValues.progress(request.progress()), List.of()),
                Conduct.USUAL,
                false);
    }
}
