package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;
import dev.jbuild.model.ServiceOptions;
import dev.jbuild.model.ServiceOptions.Ready;
import dev.jbuild.model.Step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The options of one {@code service} of a build file. */
final class Services {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?");
    private static final Pattern PATH = Pattern.compile("/[!-~]*");
    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(1);

    private Services() {}

    static Step.Service of(Call call, String name, Options given) {
        List<String> aliases = given.texts("aliases");
        checkNames(call, name, aliases);
        String image =
                given.text("image")
                        .orElseThrow(
                                () ->
                                        call.mistake(
                                                "missing-option",
                                                "the option `image:` is missing",
                                                "as in `service 'db', image: 'postgres:15'`"));
        Platform platform = platform(call, image, given);
        Step.Base base = Bases.of(call, image, platform, given.named("args"));
        if (base instanceof Step.Base.Scratch) {
            throw call.mistakeAt(
                    image,
                    "service-image",
                    "a service from `scratch` has no program",
                    "take an image, or a target as in `image: '+name'`");
        }
        ServiceOptions options =
                new ServiceOptions(
                        aliases,
                        new ServiceOptions.Setting(
                                Runs.env(call, given),
                                given.texts("cmd"),
                                given.text("user"),
                                given.texts("tmpfs")),
                        ready(call, given),
                        given.text("timeout")
                                .map(text -> Durations.of(call, text))
                                .orElse(USUAL_TIMEOUT));
        return new Step.Service(name, base, platform, options, call.span());
    }

    /** An image by name serves a target of any platform, and does it best without emulation. */
    private static Platform platform(Call call, String image, Options given) {
        return given.text("platform")
                .map(platform -> Platforms.named(call, platform))
                .orElseGet(
                        () ->
                                References.isReference(image)
                                        ? call.target().platform()
                                        : Platforms.named(call, Platforms.NATIVE));
    }

    private static void checkNames(Call call, String name, List<String> aliases) {
        Set<String> taken = new HashSet<>(Set.of("localhost"));
        for (Step.Service other : call.target().services()) {
            taken.add(other.name());
            taken.addAll(other.options().aliases());
        }
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(aliases);
        for (String each : names) {
            if (!HOST.matcher(each).matches()) {
                throw call.mistakeAt(
                        each,
                        "service-name",
                        "`" + each + "` is no name of a service",
                        "steps find it by its name in the network: lower case letters, digits, `-`,"
                                + " `_` and `.`");
            }
            if (!taken.add(each)) {
                throw call.mistakeAt(
                        each,
                        "service-twice",
                        "the name `" + each + "` is taken",
                        "give each service of a target, and each alias, a name of its own");
            }
        }
    }

    private static Ready ready(Call call, Options given) {
        return switch (given.values().get("ready")) {
            case null -> new Ready.Started();
            case Ready ready -> ready;
            case List<?> argv -> new Ready.Succeeds(new Step.Command.Argv(call.argv(argv)));
            case Object script ->
                    new Ready.Succeeds(new Step.Command.Script(call.text("`ready:`", script)));
        };
    }

    /** The path of a request, which stands behind the address of the service. */
    static String path(Call call, String path) {
        if (!PATH.matcher(path).matches()) {
            throw call.mistakeAt(
                    path,
                    "request-path",
                    "`" + path + "` is no path of a request",
                    "it begins with `/`, as in `http(8080, '/health')`");
        }
        return path;
    }
}
