package dev.jbuild.engine.key;

import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.model.ServiceOptions.Ready;
import dev.jbuild.model.Step;

/**
 * What of a service is in keys beside its image: all but its time limit, which can keep a run from
 * a result and cannot change one.
 */
public final class ServiceKeys {
    private ServiceKeys() {}

    public static void encode(KeyEncoder e, Step.Service service) {
        var options = service.options();
        e.text(service.name())
                .text(service.platform().toString())
                .texts(options.aliases())
                .list(
                        options.setting().env().sequencedEntrySet().stream().toList(),
                        (v, entry) -> v.text(entry.getKey()).text(entry.getValue()))
                .texts(options.setting().command())
                .optional(options.setting().user(), KeyEncoder::text)
                .texts(options.setting().tmpfs());
        encode(e, options.ready());
    }

    private static void encode(KeyEncoder e, Ready ready) {
        switch (ready) {
            case Ready.Started() -> e.text("started");
            case Ready.Tcp(int port) -> e.text("tcp").integer(port);
            case Ready.Http(int port, String path) -> e.text("http").integer(port).text(path);
            case Ready.Health() -> e.text("health");
            case Ready.Succeeds(Step.Command command) ->
                    RunKeys.encode(e.text("succeeds"), command);
        }
    }
}
