package dev.jbuild.dsl.script;

import dev.jbuild.model.RunOptions;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** The options of one {@code run} of a build file. */
final class Runs {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SECRET =
            Pattern.compile("(?!jbuild\\.)[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final List<String> NETWORKS = List.of("none", "host");

    /** Tells runs apart that differ in nothing else, to us and to the engine. */
    private static final String MATERIAL = "JBUILD_CACHE_KEY";

    private static final int MOST_RETRIES = 100;

    private final Call call;
    private final Options given;

    private Runs(Call call, Options given) {
        this.call = call;
        this.given = given;
    }

    static RunOptions options(Call call, @Nullable Map<String, ?> options) {
        Options given = Options.of(call, options, WordOptions.RUN);
        return new Runs(call, given).options();
    }

    private RunOptions options() {
        SequencedMap<String, String> env = env(call, given);
        List<String> material = given.texts("cacheKey");
        if (!material.isEmpty()) {
            // Taken as it is, where a `$` in a value would stand for a variable.
            env.put(MATERIAL, String.join(" ", material).replace("$", "\\$"));
        }
        Companions companions = call.target().companions();
        List<RunOptions.Secret> secrets =
                companions.secrets(secrets(call, given.values().get("secrets")));
        Set<String> places = new HashSet<>(env.keySet());
        for (RunOptions.Secret secret : secrets) {
            if (secret instanceof RunOptions.Secret.Variable(String name, String _)
                    && !places.add(name)) {
                throw call.mistakeAt(
                        name,
                        "two-values",
                        "`" + name + "` has a value in `env:` and another in `secrets:`",
                        "leave one of them out");
            }
        }
        return new RunOptions(
                new RunOptions.Setting(
                        env,
                        given.text("user"),
                        given.text("workdir"),
                        companions.tmpfs(given.texts("tmpfs")),
                        Mounts.of(call, given)),
                new RunOptions.Access(
                        secrets,
                        companions.ssh(given.flag("ssh")),
                        network(),
                        given.flag("privileged")),
                new RunOptions.Attempts(
                        given.text("timeout").map(text -> Durations.of(call, text)),
                        given.count("retries", MOST_RETRIES)),
                when());
    }

    /** The option {@code env:}. */
    static SequencedMap<String, String> env(Call call, Options given) {
        SequencedMap<String, String> env =
                switch (given.values().get("env")) {
                    case null -> new LinkedHashMap<>(Map.of());
                    case Map<?, ?> map -> call.named("the value of", map);
                    default ->
                            throw call.mistake(
                                    "type", "`env:` takes a map", "as in `env: [NAME: 'value']`");
                };
        env.keySet().forEach(name -> checkVariable(call, name));
        return env;
    }

    private static void checkVariable(Call call, String name) {
        if (!VARIABLE.matcher(name).matches()) {
            throw call.mistakeAt(
                    name,
                    "variable-name",
                    "`" + name + "` is no name of a variable",
                    "letters, digits and `_`, beginning with a letter or `_`");
        }
    }

    /** Secrets by the places where a run finds them, or names that are both. */
    static List<RunOptions.Secret> secrets(Call call, @Nullable Object written) {
        List<RunOptions.Secret> secrets = new ArrayList<>();
        switch (written) {
            case null -> {}
            case Map<?, ?> map ->
                    call.named("the secret for", map)
                            .forEach((place, id) -> secrets.add(secret(call, place, id)));
            case List<?> names ->
                    call.texts("the secret", names)
                            .forEach(name -> secrets.add(secret(call, name, name)));
            case Object name -> {
                String text = call.text("the secret", name);
                secrets.add(secret(call, text, text));
            }
        }
        return secrets;
    }

    private static RunOptions.Secret secret(Call call, String place, String id) {
        if (!SECRET.matcher(id).matches()) {
            throw call.mistakeAt(
                    id,
                    "secret-name",
                    "`" + (id.length() > 40 ? "..." : id) + "` is no name of a secret",
                    "names are given here, values with `--secret NAME=VALUE`; a name has letters,"
                            + " digits, `_`, `-` and `.`");
        }
        if (place.indexOf('/') >= 0) {
            return new RunOptions.Secret.File(place, id);
        }
        checkVariable(call, place);
        return new RunOptions.Secret.Variable(place, id);
    }

    private RunOptions.Network network() {
        Optional<String> network = given.oneOf("network", NETWORKS);
        return network.isEmpty()
                ? RunOptions.Network.ENGINE
                : network.get().equals("host") ? RunOptions.Network.HOST : RunOptions.Network.NONE;
    }

    private RunOptions.When when() {
        if (given.flag("pushOnly")) {
            return RunOptions.When.ON_PUSH;
        }
        return given.flag("noCache") ? RunOptions.When.ALWAYS : RunOptions.When.CHANGED;
    }
}
