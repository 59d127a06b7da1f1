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
        SequencedMap<String, String> env = env();
        List<RunOptions.Secret> secrets = secrets();
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
                        env, given.text("user"), given.text("workdir"), given.texts("tmpfs")),
                new RunOptions.Access(
                        secrets, given.flag("ssh"), network(), given.flag("privileged")),
                new RunOptions.Attempts(
                        given.text("timeout").map(text -> Durations.of(call, text)),
                        given.count("retries", MOST_RETRIES)),
                when());
    }

    private SequencedMap<String, String> env() {
        SequencedMap<String, String> env =
                switch (given.values().get("env")) {
                    case null -> new LinkedHashMap<>(Map.of());
                    case Map<?, ?> map -> call.named("the value of", map);
                    default ->
                            throw call.mistake(
                                    "type", "`env:` takes a map", "as in `env: [NAME: 'value']`");
                };
        env.keySet().forEach(this::checkVariable);
        return env;
    }

    private void checkVariable(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            throw call.mistakeAt(
                    name,
                    "variable-name",
                    "`" + name + "` is no name of a variable",
                    "letters, digits and `_`, beginning with a letter or `_`");
        }
    }

    private List<RunOptions.Secret> secrets() {
        List<RunOptions.Secret> secrets = new ArrayList<>();
        switch (given.values().get("secrets")) {
            case null -> {}
            case Map<?, ?> map ->
                    call.named("the secret for", map)
                            .forEach((place, id) -> secrets.add(secret(place, id)));
            default -> given.texts("secrets").forEach(name -> secrets.add(secret(name, name)));
        }
        return secrets;
    }

    private RunOptions.Secret secret(String place, String id) {
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
        checkVariable(place);
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
