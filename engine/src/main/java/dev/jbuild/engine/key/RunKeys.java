package dev.jbuild.engine.key;

import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.Step;

/**
 * What of a run is in the key of its recipe: all but its time limit, which can keep it from a
 * result and cannot change one, and the values of its secrets.
 */
final class RunKeys {
    private RunKeys() {}

    static void encode(KeyEncoder e, Step.Run run, KeyFacts facts) {
        encode(e, run.command());
        encode(e, run.options().setting());
        encode(e, run.options().access());
        e.integer(run.options().attempts().retries());
        if (run.options().when() == RunOptions.When.ALWAYS) {
            e.text("always").text(facts.build());
        }
    }

    static void encode(KeyEncoder e, Step.Command command) {
        switch (command) {
            case Step.Command.Script(String text) -> e.text("script").text(text);
            case Step.Command.Argv(var argv) -> e.text("argv").texts(argv);
        }
    }

    private static void encode(KeyEncoder e, RunOptions.Setting setting) {
        e.list(
                        setting.env().sequencedEntrySet().stream().toList(),
                        (v, entry) -> v.text(entry.getKey()).text(entry.getValue()))
                .optional(setting.user(), KeyEncoder::text)
                .optional(setting.workdir(), KeyEncoder::text)
                .texts(setting.tmpfs());
    }

    private static void encode(KeyEncoder e, RunOptions.Access access) {
        e.list(access.secrets(), RunKeys::encode)
                .flag(access.ssh())
                .text(access.network().name())
                .flag(access.privileged());
    }

    private static void encode(KeyEncoder e, RunOptions.Secret secret) {
        switch (secret) {
            case RunOptions.Secret.Variable(String name, String id) ->
                    e.text("variable").text(name).text(id);
            case RunOptions.Secret.File(String path, String id) ->
                    e.text("file").text(path).text(id);
        }
    }
}
