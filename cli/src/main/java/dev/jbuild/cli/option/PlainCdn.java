package dev.jbuild.cli.option;

import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.model.failure.UserMistake;

import java.util.List;
import java.util.Optional;

/**
 * Reads {@code jbuild cdn} as it is typed in a hurry: which releases there are, and back to one.
 */
final class PlainCdn {
    private PlainCdn() {}

    /** Empty when it is something else, or has an option. */
    static Optional<Invocation> read(List<String> arguments, OptionValues values)
            throws UserMistake {
        boolean bare = arguments.stream().noneMatch(argument -> argument.startsWith("-"));
        if (!bare || arguments.size() < 3 || !arguments.getFirst().equals(Syntax.CDN)) {
            return Optional.empty();
        }
        Optional<CdnTask> task = task(arguments.get(1), arguments.subList(3, arguments.size()));
        return task.isEmpty()
                ? Optional.empty()
                : Optional.of(new Invocation.Cdn(values.project(), arguments.get(2), task.get()));
    }

    private static Optional<CdnTask> task(String verb, List<String> rest) {
        if (verb.equals("releases") && rest.isEmpty()) {
            return Optional.of(new CdnTask.Releases());
        }
        if (verb.equals("rollback") && rest.size() <= 1) {
            return Optional.of(new CdnTask.Rollback(rest.stream().findFirst(), false));
        }
        return Optional.empty();
    }
}
