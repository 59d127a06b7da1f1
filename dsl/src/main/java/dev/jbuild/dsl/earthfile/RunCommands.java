package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.Statement.Command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code RUN} and {@code CACHE}. */
final class RunCommands {
    private static final Pattern MENTION = Pattern.compile("\\$\\{?([A-Za-z_]\\w*)");
    private static final Set<String> KNOWN =
            Set.of("push", "privileged", "ssh", "no-cache", "secret", "mount", "network");

    /** Options that say nothing about the result. */
    private static final Set<String> WITHOUT_MEANING = Set.of("raw-output", "allow-privileged");

    private final Recipe recipe;

    RunCommands(Recipe recipe) {
        this.recipe = recipe;
    }

    void run(Command command) throws Untranslatable {
        Flags flags = Flags.leading(Words.of(command.rest()));
        for (String other : flags.others(KNOWN).keySet()) {
            if (!WITHOUT_MEANING.contains(other)) {
                throw new Untranslatable("there is no `--" + other + "`" + instead(other));
            }
        }
        SequencedMap<String, String> options = new LinkedHashMap<>();
        SequencedMap<String, String> secrets = secrets(flags);
        Mounts mounts = new Mounts(secrets, new ArrayList<>(), new LinkedHashMap<>());
        for (String mount : flags.all("mount")) {
            mount(fields(mount), mounts, options);
        }
        String script = script(command.rest());
        if (script.isEmpty()) {
            throw new Untranslatable("it runs nothing");
        }
        List<String> argv = SettingCommands.json(script);
        SequencedMap<String, String> environment =
                argv.isEmpty() ? mentioned(script) : new LinkedHashMap<>();
        if (!environment.isEmpty()) {
            options.put("env", GroovyText.map(environment));
        }
        if (!secrets.isEmpty()) {
            options.put("secrets", GroovyText.map(secrets));
        }
        if (!mounts.memory().isEmpty()) {
            options.put("tmpfs", GroovyText.list(mounts.memory()));
        }
        if (!mounts.files().isEmpty()) {
            options.put("mounts", GroovyText.map(mounts.files()));
        }
        flags.first("network")
                .ifPresent(network -> options.put("network", GroovyText.literal(network)));
        flag(flags, "ssh", "ssh", options);
        flag(flags, "privileged", "privileged", options);
        flag(flags, "no-cache", "noCache", options);
        flag(flags, "push", "pushOnly", options);
        if (argv.isEmpty()) {
            script(script, options);
        } else {
            String program = GroovyText.list(recipe.texts(argv));
            recipe.step(
                    options.isEmpty()
                            ? "run(" + program + ")"
                            : "run " + program + GroovyText.options(options));
        }
    }

    private static String instead(String option) {
        return switch (option) {
            case "entrypoint" -> ": write the program of the image out";
            case "with-docker" -> ": see what is said of `WITH DOCKER`";
            case "interactive", "interactive-keep" -> ": a build asks nobody";
            default -> "";
        };
    }

    private static void flag(Flags flags, String name, String option, Map<String, String> options) {
        if (flags.has(name)) {
            options.put(option, "true");
        }
    }

    /** Arguments are variables of each {@code RUN}: of those that it names, here. */
    private SequencedMap<String, String> mentioned(String script) {
        SequencedMap<String, String> mentioned = new LinkedHashMap<>();
        Matcher mention = MENTION.matcher(script);
        while (mention.find()) {
            String name = mention.group(1);
            if (recipe.names().knows(name)) {
                mentioned.put(name, recipe.names().identifier(name));
            }
        }
        return mentioned;
    }

    private SequencedMap<String, String> secrets(Flags flags) throws Untranslatable {
        SequencedMap<String, String> secrets = new LinkedHashMap<>();
        for (String secret : flags.all("secret")) {
            int equals = secret.indexOf('=');
            String place = equals < 0 ? secret : secret.substring(0, equals);
            String id = Value.of(secret.substring(equals + 1)).plain().replace("+secrets/", "");
            secrets.put(place, recipe.expression(id.isEmpty() ? place : id));
        }
        return secrets;
    }

    /**
     * What a run finds at places of its own.
     *
     * @param memory folders that are in memory
     * @param files what is mounted, by the place
     */
    private record Mounts(
            Map<String, String> secrets, List<String> memory, SequencedMap<String, String> files) {}

    private void mount(Map<String, String> mount, Mounts mounts, Map<String, String> options)
            throws Untranslatable {
        String target = mount.getOrDefault("target", mount.getOrDefault("dst", ""));
        switch (mount.getOrDefault("type", "")) {
            case "cache" -> {
                if (mount.containsKey("mode")) {
                    mount.put("chmod", mount.get("mode"));
                }
                cache(target, mount);
            }
            case "secret" ->
                    mounts.secrets()
                            .put(
                                    target,
                                    recipe.expression(
                                            mount.getOrDefault("id", "").replace("+secrets/", "")));
            case "tmpfs" -> mounts.memory().add(recipe.text(target));
            case "ssh", "ssh-experimental" -> options.put("ssh", "true");
            case "bind", "bind-experimental" -> mounts.files().put(target, mounted(mount));
            default ->
                    throw new Untranslatable(
                            "there is no mount of this kind: copy what the run needs");
        }
    }

    /** What is mounted: of the project, or of another target. */
    private String mounted(Map<String, String> mount) throws Untranslatable {
        String source = mount.getOrDefault("source", mount.getOrDefault("src", "."));
        String from = mount.getOrDefault("from", "");
        if (mount.containsKey("rw") || mount.containsKey("readwrite")) {
            throw new Untranslatable("what is mounted cannot be written to: copy it");
        }
        if (!from.isEmpty() && !References.isReference(from)) {
            throw new Untranslatable(
                    "of an image nothing is mounted: start a target from it, with an `artifact`");
        }
        String path = source.replaceFirst("^/+", "");
        String artifact = from.isEmpty() ? source : from + "/" + path;
        if (!References.isReference(artifact)) {
            return recipe.text(path.isEmpty() ? "." : path);
        }
        List<Artifacts.Found> found =
                recipe.references().artifacts(recipe.references().of(artifact));
        if (found.size() != 1) {
            throw new Untranslatable("`" + artifact + "` is not one artifact: mount each");
        }
        return recipe.expression(found.getFirst().end());
    }

    private static Map<String, String> fields(String mount) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : Value.of(mount).plain().split(",", -1)) {
            int equals = field.indexOf('=');
            fields.put(
                    equals < 0 ? field : field.substring(0, equals),
                    equals < 0 ? "true" : field.substring(equals + 1));
        }
        return fields;
    }

    void cache(Command command) throws Untranslatable {
        Flags flags = Flags.anywhere(Words.of(command.rest()));
        if (flags.words().isEmpty()) {
            throw new Untranslatable("it names no folder");
        }
        Map<String, String> options = new LinkedHashMap<>();
        flags.values().forEach((name, values) -> options.put(name, values.getFirst()));
        cache(flags.words().getFirst(), options);
    }

    private void cache(String folder, Map<String, String> given) throws Untranslatable {
        if (!recipe.caches().add(folder)) {
            return;
        }
        SequencedMap<String, String> options = new LinkedHashMap<>();
        for (String name : List.of("id", "sharing", "chmod")) {
            if (given.containsKey(name)) {
                options.put(name, recipe.text(given.get(name)));
            }
        }
        recipe.step("cache " + recipe.text(folder) + GroovyText.options(options));
    }

    /** What is behind the options, with its line breaks. */
    private static String script(String rest) {
        int start = 0;
        List<String> all = Words.of(rest);
        int words = all.size() - Flags.leading(all).words().size();
        for (String word : all.subList(0, words)) {
            start = rest.indexOf(word, start) + word.length();
        }
        return rest.substring(start).replaceFirst("^(\\s|\\\\\\n)+", "");
    }

    private void script(String script, SequencedMap<String, String> options) {
        String behind = GroovyText.options(options);
        List<String> lines = script.lines().toList();
        boolean withinQuotes =
                lines.subList(0, lines.size() - 1).stream().anyMatch(line -> !line.endsWith("\\"));
        if (lines.size() == 1 || withinQuotes) {
            recipe.step("run " + GroovyText.literal(script) + behind);
            return;
        }
        int common =
                lines.stream()
                        .skip(1)
                        .filter(line -> !line.isBlank())
                        .mapToInt(line -> line.length() - line.stripLeading().length())
                        .min()
                        .orElse(0);
        recipe.step("run '''");
        for (int i = 0; i < lines.size(); i++) {
            String line =
                    i == 0
                            ? lines.get(i)
                            : "    "
                                    + lines.get(i)
                                            .substring(Math.min(common, lines.get(i).length()));
            recipe.step(
                    "    " + line.stripTrailing().replace("\\", "\\\\").replace("'''", "\\'''"));
        }
        recipe.step("'''" + behind);
    }
}
