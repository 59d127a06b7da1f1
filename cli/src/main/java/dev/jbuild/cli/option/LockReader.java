package dev.jbuild.cli.option;

import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.util.List;

/** Reads what is to be done with the lock: by {@code jbuild lock}, and by a build. */
final class LockReader {
    private LockReader() {}

    static LockTask read(ParseResult lock) throws UserMistake {
        List<String> patterns = lock.matchedPositionalValue(0, List.of());
        boolean update = lock.hasMatchedOption(Syntax.UPDATE);
        boolean check = lock.hasMatchedOption(Syntax.CHECK);
        if (update && check) {
            throw UsageMistakes.mistake(
                    "invalid-option",
                    "`--update` changes the lock, and `--check` does not",
                    "leave one of them out");
        }
        if (!update && !patterns.isEmpty()) {
            throw UsageMistakes.mistake(
                    "unexpected-argument",
                    "`lock` adds all that is missing, so `"
                            + patterns.getFirst()
                            + "` has no place here",
                    "run `jbuild lock`, or `jbuild lock --update "
                            + patterns.getFirst()
                            + "` to take what is new");
        }
        return update
                ? new LockTask.Update(patterns)
                : check ? new LockTask.Check() : new LockTask.Complete();
    }

    static LockUse use(ParseResult result) throws UserMistake {
        if (!result.hasMatchedOption(Syntax.OFFLINE)) {
            return result.hasMatchedOption(Syntax.LOCKED) ? LockUse.FROZEN : LockUse.EXTEND;
        }
        if (result.hasMatchedOption(Syntax.PUSH)) {
            throw UsageMistakes.mistake(
                    "invalid-option",
                    "`--push` needs the network, and `--offline` forbids it",
                    "leave one of them out");
        }
        return LockUse.OFFLINE;
    }
}
