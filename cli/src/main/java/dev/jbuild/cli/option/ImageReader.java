package dev.jbuild.cli.option;

import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.util.Arrays;
import java.util.List;

/** Reads {@code jbuild image}. */
final class ImageReader {
    private static final String INSPECT = "inspect";

    private ImageReader() {}

    static Invocation read(ProjectOptions project, ParseResult before, ParseResult image)
            throws UserMistake {
        List<String> words = image.matchedPositionalValue(0, List.of());
        String verb = words.isEmpty() ? "" : words.getFirst();
        if (!verb.equals(INSPECT)) {
            throw UsageMistakes.mistake(
                    "invalid-option",
                    verb.isEmpty()
                            ? "`image` needs to know what to do"
                            : "`image " + verb + "` is nothing that can be done",
                    "as in `jbuild image inspect debian:12` or `jbuild image inspect +target`");
        }
        if (words.size() != 2) {
            throw UsageMistakes.mistake(
                    words.size() < 2 ? "missing-argument" : "unexpected-argument",
                    words.size() < 2
                            ? "`image inspect` needs to know which image"
                            : "`" + words.get(2) + "` has no place here",
                    "as in `jbuild image inspect debian:12` or `jbuild image inspect +target`");
        }
        String name = words.get(1);
        if (name.indexOf('+') < 0) {
            requireNoProject(name, before, image);
        }
        return new Invocation.InspectImage(project, name);
    }

    /** An image by name has nothing to do with a project. */
    private static void requireNoProject(String name, ParseResult... parts) throws UserMistake {
        for (String option : List.of(Syntax.ARGUMENT, Syntax.FOLDER)) {
            if (Arrays.stream(parts).anyMatch(part -> part.hasMatchedOption(option))) {
                throw UsageMistakes.mistake(
                        "unexpected-argument",
                        "`" + option + "` is about targets, and `" + name + "` is an image",
                        "leave it out, or write `jbuild image inspect +target`");
            }
        }
    }
}
