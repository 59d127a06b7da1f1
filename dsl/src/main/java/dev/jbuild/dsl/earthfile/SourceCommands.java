package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.References.Reference;
import dev.jbuild.dsl.earthfile.Statement.Command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Commands that say where files come from. */
final class SourceCommands {
    private final Recipe recipe;

    SourceCommands(Recipe recipe) {
        this.recipe = recipe;
    }

    void from(Command command) throws Untranslatable {
        Flags flags = Flags.anywhere(Words.of(command.rest()));
        if (flags.words().isEmpty()) {
            throw new Untranslatable("it names nothing to start from");
        }
        Optional<String> platform = flags.first("platform");
        if (platform.isPresent()) {
            platform(platform.get());
        }
        String base = flags.words().getFirst();
        if (!References.isReference(base)) {
            recipe.step("from " + recipe.text(base));
            return;
        }
        Reference reference = recipe.references().of(base);
        SequencedMap<String, String> arguments = References.arguments(flags);
        arguments.putAll(reference.arguments());
        recipe.step(
                "from "
                        + recipe.expression(reference.inBuildFile())
                        + GroovyText.options(handedOn(arguments)));
    }

    private void platform(String word) throws Untranslatable {
        Value value = Value.of(word);
        boolean machine = value.plain().matches("\\$\\{(NATIVE|BUILD|USER)PLATFORM}");
        recipe.step(machine ? "platform 'native', per: 'target'" : "platform " + recipe.text(word));
    }

    void fromDockerfile(Command command) throws Untranslatable {
        Flags flags = Flags.anywhere(Words.of(command.rest()));
        SequencedMap<String, String> options = new LinkedHashMap<>();
        Optional<String> file = flags.first("f").or(() -> flags.first("dockerfile"));
        if (file.isPresent()) {
            options.put("dockerfile", recipe.text(file.get()));
        }
        if (flags.first("target").isPresent()) {
            options.put("stage", recipe.text(flags.first("target").get()));
        }
        options.putAll(handedOn(References.arguments(flags)));
        String context = flags.words().isEmpty() ? "." : flags.words().getFirst();
        if (References.isReference(context) || file.filter(References::isReference).isPresent()) {
            throw new Untranslatable(
                    "a Dockerfile and its files have to be files of the project, not an artifact");
        }
        recipe.step("fromDockerfile " + recipe.text(context) + GroovyText.options(options));
    }

    void copy(Command command) throws Untranslatable {
        Flags flags = Flags.leading(Words.of(command.rest()));
        if (flags.first("platform").isPresent()) {
            throw new Untranslatable(
                    "a copy takes the result for the platform of its own target: let the target in"
                            + " the reference choose with `platform`");
        }
        List<String> sources = new ArrayList<>(flags.words());
        if (sources.size() < 2) {
            throw new Untranslatable("it does not say what and where to");
        }
        String into = Value.of(sources.removeLast()).plain();
        SequencedMap<String, String> options = new LinkedHashMap<>();
        for (String name : List.of("chown", "chmod")) {
            if (flags.first(name).isPresent()) {
                options.put(name, recipe.text(flags.first(name).get()));
            }
        }
        if (flags.has("if-exists")) {
            options.put("ifExists", "true");
        }
        List<String> plain = new ArrayList<>();
        for (String source : sources) {
            if (References.isReference(source)) {
                artifact(source, into, flags, options);
            } else if (flags.has("dir")) {
                directory(file(source), into, options);
            } else {
                plain.add(recipe.expression(file(source)));
            }
        }
        if (!plain.isEmpty()) {
            step(plain, folder(into, plain.size() > 1), options);
        }
        if (flags.has("keep-own")) {
            recipe.page().remark(command.line(), "owners of files are not kept: say `chown:`");
        }
    }

    /** Sources begin at the folder of the file, also with a slash. */
    private static String file(String source) {
        String path = Artifacts.tidy(Value.of(source).plain().replaceFirst("^/+", ""));
        return path.isEmpty() ? "." : path;
    }

    private void artifact(
            String source, String into, Flags flags, SequencedMap<String, String> options)
            throws Untranslatable {
        Reference reference = recipe.references().of(source);
        SequencedMap<String, String> arguments = References.arguments(flags);
        arguments.putAll(reference.arguments());
        SequencedMap<String, String> all = new LinkedHashMap<>(options);
        if (flags.has("keep-ts")) {
            all.put("keepTimestamps", "true");
        }
        all.putAll(handedOn(arguments));
        List<Artifacts.Found> found = recipe.references().artifacts(reference);
        String called = last(Artifacts.tidy(reference.path().orElse("")));
        List<String> texts = new ArrayList<>();
        for (Artifacts.Found each : found) {
            texts.add(recipe.expression(each.end()));
        }
        if (texts.size() == 1 && isFolder(into) && renamed(found.getFirst(), called, flags)) {
            step(texts, folder(into, true) + called, all);
        } else {
            step(texts, folder(into, texts.size() > 1), all);
        }
    }

    /** Whether the target calls it otherwise than the Earthfile, or the folder itself is meant. */
    private static boolean renamed(Artifacts.Found found, String called, Flags flags) {
        boolean wild = called.isEmpty() || called.matches(".*[*?\\[].*");
        boolean otherName = !found.folder() && !last(found.end()).equals(called);
        return !wild && (flags.has("dir") || otherName);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A file or folder under its own name. */
    private void directory(String source, String into, SequencedMap<String, String> options)
            throws Untranslatable {
        String name = last(source);
        boolean whole = source.equals(".") || name.matches(".*[*?\\[].*");
        step(
                List.of(recipe.expression(source)),
                whole ? folder(into, true) : folder(into, true) + name,
                options);
    }

    private static boolean isFolder(String into) {
        return into.endsWith("/") || into.equals(".");
    }

    private static String folder(String into, boolean needed) {
        return into.equals(".") ? "./" : needed && !into.endsWith("/") ? into + "/" : into;
    }

    private void step(List<String> sources, String into, SequencedMap<String, String> options)
            throws Untranslatable {
        recipe.step(
                "copy "
                        + String.join(", ", sources)
                        + ", into: "
                        + recipe.expression(into)
                        + GroovyText.options(options));
    }

    void gitClone(Command command) throws Untranslatable {
        Flags flags = Flags.anywhere(Words.of(command.rest()));
        if (flags.words().size() != 2) {
            throw new Untranslatable("it does not say what and where to");
        }
        SequencedMap<String, String> options = new LinkedHashMap<>();
        if (flags.first("branch").isPresent()) {
            options.put("ref", recipe.text(flags.first("branch").get()));
        }
        options.put("into", recipe.text(flags.words().get(1)));
        recipe.step(
                "gitClone " + recipe.text(flags.words().getFirst()) + GroovyText.options(options));
    }

    private SequencedMap<String, String> handedOn(SequencedMap<String, String> arguments)
            throws Untranslatable {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
            options.put("args", GroovyText.map(recipe.texts(arguments)));
        }
        return options;
    }
}
