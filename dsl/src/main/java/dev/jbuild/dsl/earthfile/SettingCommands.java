package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.Statement.Command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands that set what the image and the next steps have. */
final class SettingCommands {
    private static final Pattern JSON_TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|[^u])");
    private static final Pattern JSON_LIST =
            Pattern.compile(
                    "\\[\\s*(?:" + JSON_TEXT + "\\s*(?:,\\s*" + JSON_TEXT + "\\s*)*)?]",
                    Pattern.DOTALL);

    private final Recipe recipe;
    private final VariableCommands variables;

    SettingCommands(Recipe recipe, VariableCommands variables) {
        this.recipe = recipe;
        this.variables = variables;
    }

    void translate(Command command) throws Untranslatable {
        switch (command.word()) {
            case "WORKDIR" -> recipe.step("workdir " + recipe.text(command.rest()));
            case "USER" -> recipe.step("user " + recipe.text(command.rest()));
            case "ENV" -> {
                SequencedMap<String, String> pairs = pairs(command.rest());
                recipe.step("env " + GroovyText.named(recipe.texts(pairs)));
                variables.override(command, pairs);
            }
            case "LABEL" ->
                    recipe.step("label " + GroovyText.named(recipe.texts(pairs(command.rest()))));
            case "EXPOSE" ->
                    recipe.step(
                            "expose "
                                    + listed(Words.of(command.rest()))
                                            .replaceAll("'([0-9]+)'", "$1"));
            case "VOLUME" -> recipe.step("volume " + program(command.rest(), false));
            case "ENTRYPOINT" -> recipe.step("entrypoint " + program(command.rest(), true));
            case "CMD" -> recipe.step("cmd " + program(command.rest(), true));
            case "STOPSIGNAL" -> recipe.step("stopSignal " + recipe.text(command.rest()));
            case "HEALTHCHECK" -> healthcheck(command.rest());
            default -> throw new IllegalArgumentException(command.word());
        }
    }

    /** {@code NAME=value …}, or {@code NAME = value}, or the old {@code NAME value}. */
    private SequencedMap<String, String> pairs(String rest) throws Untranslatable {
        List<String> words = Words.of(rest);
        SequencedMap<String, String> pairs = new LinkedHashMap<>();
        if (!words.isEmpty() && !words.getFirst().contains("=")) {
            int value = words.size() > 2 && words.get(1).equals("=") ? 2 : 1;
            pairs.put(words.getFirst(), String.join(" ", words.subList(value, words.size())));
            return pairs;
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new Untranslatable("`" + word + "` is no `NAME=value`");
            }
            pairs.put(Value.of(word.substring(0, equals)).plain(), word.substring(equals + 1));
        }
        return pairs;
    }

    private String listed(List<String> words) throws Untranslatable {
        return String.join(", ", recipe.texts(words));
    }

    private String program(String rest, boolean shell) throws Untranslatable {
        List<String> argv = json(rest);
        if (!argv.isEmpty()) {
            return listed(argv);
        }
        return shell
                ? "'/bin/sh', '-c', " + GroovyText.literal(rest.strip())
                : listed(Words.of(rest));
    }

    /** The texts of a list in JSON, as words; none for anything else. */
    static List<String> json(String text) {
        List<String> words = new ArrayList<>();
        if (JSON_LIST.matcher(text.strip()).matches()) {
            Matcher item = JSON_TEXT.matcher(text);
            while (item.find()) {
                words.add(Recipe.quoted(unescaped(item.group(1))));
            }
        }
        return words;
    }

    private static String unescaped(String text) {
        return JSON_ESCAPE
                .matcher(text)
                .replaceAll(
                        escape ->
                                Matcher.quoteReplacement(
                                        switch (escape.group(1).charAt(0)) {
                                            case 'n' -> "\n";
                                            case 't' -> "\t";
                                            case 'r' -> "\r";
                                            case 'b' -> "\b";
                                            case 'f' -> "\f";
                                            case 'u' ->
                                                    Character.toString(
                                                            Integer.parseInt(escape.group(2), 16));
                                            default -> escape.group(1);
                                        }));
    }

    private void healthcheck(String rest) throws Untranslatable {
        Flags flags = Flags.leading(Words.of(rest));
        if (flags.words().isEmpty() || flags.words().getFirst().equals("NONE")) {
            recipe.step("healthcheck 'none'");
            return;
        }
        if (!flags.words().getFirst().equals("CMD")) {
            throw new Untranslatable("it says neither `CMD` nor `NONE`");
        }
        SequencedMap<String, String> options = new LinkedHashMap<>();
        for (String name : List.of("interval", "timeout", "start-period")) {
            if (flags.first(name).isPresent()) {
                options.put(
                        name.equals("start-period") ? "startPeriod" : name,
                        recipe.text(flags.first(name).get()));
            }
        }
        flags.first("retries").ifPresent(count -> options.put("retries", count));
        String check = rest.substring(rest.indexOf("CMD") + 3).strip();
        List<String> argv = json(check);
        recipe.step(
                "healthcheck "
                        + (argv.isEmpty()
                                ? GroovyText.literal(check)
                                : GroovyText.list(recipe.texts(argv)))
                        + GroovyText.options(options));
    }
}
