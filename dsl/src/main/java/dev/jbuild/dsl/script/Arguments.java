package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.MistakeFound;
import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.model.ArgumentInfo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One argument at the place where a build file declares it: where its value comes from, and which
 * values will do.
 */
public final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?");
    private static final List<String> TRUTHS = List.of("false", "true");
    private static final String DEFAULT = "default";

    private final Call call;
    private final String name;
    private final Options given;

    private Arguments(Call call, String name, Options given) {
        this.call = call;
        this.name = name;
        this.given = given;
    }

    /** Whether arguments may have the name: on command lines and in the environment as well. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The value of an argument, which may be null by default only. */
    static @Nullable String value(Call call, @Nullable String name, Options given) {
        String named = call.text("the name of the argument", name);
        if (!isName(named)) {
            throw call.mistakeAt(
                    named,
                    "argument-name",
                    "`" + named + "` is no name of an argument",
                    "letters, digits and `_`, beginning with a letter or `_`");
        }
        Arguments argument = new Arguments(call, named, given);
        // Known by name before its options are looked at: who passes it is not to blame for them.
        call.run().declare(argument.info(Optional.empty(), List.of()));
        return argument.value();
    }

    private @Nullable String value() {
        List<String> choices = given.texts("choices");
        Optional<String> fallback = fallback(choices);
        call.run().declare(info(fallback, choices));
        Optional<GivenValue> value = given();
        if (value.isPresent()) {
            return checked(value.get(), choices);
        }
        return isRequired() ? call.run().missing(missing()) : fallback.orElse(null);
    }

    private ArgumentInfo info(Optional<String> fallback, List<String> choices) {
        return new ArgumentInfo(
                name, given.text("doc").orElse(""), fallback, isRequired(), choices, call.span());
    }

    /** What the first gives that has a say: whoever runs the build, before whoever wrote it. */
    private Optional<GivenValue> given() {
        Surroundings surroundings = call.run().surroundings();
        GivenValue said = surroundings.arguments().get(name);
        if (said != null && (said.isOfCommandLine() || !call.isElsewhere())) {
            return Optional.of(said);
        }
        if (call.isElsewhere()) {
            return passed();
        }
        return surroundings
                .outside()
                .variable(name)
                .map(text -> new GivenValue(text, "the environment"))
                .or(this::passed);
    }

    private Optional<GivenValue> passed() {
        TargetRun target = call.run().current();
        return Optional.ofNullable(target == null ? null : target.passed().get(name))
                .map(text -> new GivenValue(text, "`args:`"));
    }

    private String checked(GivenValue value, List<String> choices) {
        String text = value.text();
        if (!choices.isEmpty() && !choices.contains(text)) {
            throw wrong(
                    value, "is none of its choices", Suggestion.hint(text, choices, "", "choices"));
        }
        return switch (given.values().get(DEFAULT)) {
            case Integer _, Long _ when !WHOLE.matcher(text).matches() ->
                    throw wrong(value, "is not a whole number", "its default is one");
            case Number _ when !NUMBER.matcher(text).matches() ->
                    throw wrong(value, "is not a number", "its default is one");
            case Boolean _ when !TRUTHS.contains(text) ->
                    throw wrong(
                            value,
                            "is neither true nor false",
                            Suggestion.hint(text, TRUTHS, "", "it takes"));
            case null, default -> text;
        };
    }

    private MistakeFound wrong(GivenValue value, String problem, String hint) {
        return call.mistake(
                "argument-value",
                "`%s` of the argument `%s`, from %s, %s"
                        .formatted(value.text(), name, value.from(), problem),
                hint);
    }

    private Optional<String> fallback(List<String> choices) {
        Object value = given.values().get(DEFAULT);
        String text = Interpolation.textOf(value);
        if (value != null && text == null) {
            throw call.mistake("type", "the default of `" + name + "` is no text", "");
        }
        if (given.values().containsKey(DEFAULT) && given.flag("required")) {
            throw call.mistake(
                    "argument-default",
                    "the argument `" + name + "` is required, and has a default",
                    "leave one of them out");
        }
        if (text != null && !choices.isEmpty() && !choices.contains(text)) {
            throw call.mistake(
                    "argument-default",
                    "the default of `" + name + "` is none of its choices",
                    Suggestion.hint(text, choices, "", "choices"));
        }
        return Optional.ofNullable(text);
    }

    private boolean isRequired() {
        return !given.values().containsKey(DEFAULT)
                && (!given.values().containsKey("required") || given.flag("required"));
    }

    private MistakeFound missing() {
        Set<String> others = new TreeSet<>(call.run().surroundings().arguments().keySet());
        others.removeAll(call.run().arguments().keySet());
        String meant =
                Suggestion.nearest(name, others)
                        .map(
                                other ->
                                        Objects.requireNonNull(
                                                                call.run()
                                                                        .surroundings()
                                                                        .arguments()
                                                                        .get(other))
                                                        .from()
                                                + " gives `"
                                                + other
                                                + "`; did you mean `"
                                                + name
                                                + "`?\n")
                        .orElse("");
        return call.mistake(
                "missing-argument",
                "the argument `" + name + "` has no value",
                meant
                        + "pass --arg "
                        + name
                        + "=..., set the environment variable, or give it a `default:`");
    }
}
