package dev.jbuild.engine.why;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@link Memory} as named texts. A name has a word, and numbers that bring what belongs together
 * into order: {@code step 0002 shape}, {@code input 0002 0001}.
 */
final class MemoryFormat {
    private static final String KEY = "key";
    private static final String RUNS_ON = "runs on";
    private static final String MADE = "made";
    private static final String REASON = "reason ";
    private static final String ARGUMENT = "argument ";
    private static final String VARIABLE = "variable ";
    private static final String FILE = "file ";

    private MemoryFormat() {}

    static ActionRecord write(Memory memory) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put(KEY, memory.last().key().hex());
        facts.put(RUNS_ON, memory.last().runsOn());
        for (int i = 0; i < memory.last().parts().size(); i++) {
            Part part = memory.last().parts().get(i);
            facts.put(step(i, "shape"), part.shape());
            facts.put(step(i, "place"), part.place());
            facts.put(step(i, "text"), part.text());
            for (int j = 0; j < part.inputs().size(); j++) {
                Input input = part.inputs().get(j);
                facts.put(input(i, j), input.kind() + "\n" + input.value() + "\n" + input.name());
            }
        }
        memory.given().arguments().forEach((name, value) -> facts.put(ARGUMENT + name, value));
        memory.given().variables().forEach((name, value) -> facts.put(VARIABLE + name, value));
        memory.given().files().forEach((name, value) -> facts.put(FILE + name, value));
        memory.made().ifPresent(made -> write(made, facts));
        return new ActionRecord(facts, memory.last().trees());
    }

    private static void write(Memory.Made made, SortedMap<String, String> facts) {
        facts.put(MADE, made.at().toString());
        for (int i = 0; i < made.reasons().size(); i++) {
            facts.put(REASON + number(i), made.reasons().get(i));
        }
    }

    /** Empty when the record is of another form. */
    static Optional<Memory> read(ActionRecord written) {
        SortedMap<String, String> facts = written.facts();
        try {
            List<Part> parts = new ArrayList<>();
            while (facts.containsKey(step(parts.size(), "shape"))) {
                parts.add(part(facts, parts.size()));
            }
            Ingredients last =
                    new Ingredients(
                            new ActionKey(facts.getOrDefault(KEY, "")),
                            facts.getOrDefault(RUNS_ON, ""),
                            parts);
            Given given =
                    new Given(named(facts, ARGUMENT), named(facts, VARIABLE), named(facts, FILE));
            Optional<Memory.Made> made =
                    Optional.ofNullable(facts.get(MADE))
                            .map(
                                    at ->
                                            new Memory.Made(
                                                    Instant.parse(at),
                                                    List.copyOf(named(facts, REASON).values())));
            return Optional.of(new Memory(last, given, made));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Part part(SortedMap<String, String> facts, int number) {
        List<Input> inputs = new ArrayList<>();
        for (String name = input(number, 0);
                facts.containsKey(name);
                name = input(number, inputs.size())) {
            String[] fields = facts.getOrDefault(name, "").split("\n", 3);
            inputs.add(new Input(Input.Kind.valueOf(fields[0]), fields[2], fields[1]));
        }
        return new Part(
                facts.getOrDefault(step(number, "shape"), ""),
                facts.getOrDefault(step(number, "place"), ""),
                facts.getOrDefault(step(number, "text"), ""),
                inputs);
    }

    /** The facts of a word, by what follows it. */
    private static SortedMap<String, String> named(SortedMap<String, String> facts, String word) {
        SortedMap<String, String> named = new TreeMap<>();
        facts.tailMap(word).entrySet().stream()
                .takeWhile(fact -> fact.getKey().startsWith(word))
                .forEach(
                        fact -> named.put(fact.getKey().substring(word.length()), fact.getValue()));
        return named;
    }

    private static String step(int number, String field) {
        return "step " + number(number) + " " + field;
    }

    private static String input(int step, int number) {
        return "input " + number(step) + " " + number(number);
    }

    private static String number(int number) {
        return String.format("%04d", number);
    }
}
