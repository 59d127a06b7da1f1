package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.Statement.Command;
import dev.jbuild.dsl.earthfile.Statement.Section;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The artifacts of an Earthfile's targets. There, {@code SAVE ARTIFACT} gives them names of their
 * own; in a build file, an artifact is called by its path.
 */
final class Artifacts {
    private final Map<String, List<Artifact>> byTarget = new HashMap<>();

    /**
     * An artifact.
     *
     * @param name in references of the Earthfile; empty for the content of a folder
     * @param path in the target, as a build file has it
     * @param folder whether it is certainly one
     */
    record Artifact(String name, String path, boolean folder) {
        /** What {@code SAVE ARTIFACT} saves, if it can be named by a path. */
        static Optional<Artifact> of(Command save, Folders folders) {
            List<String> words = saved(save);
            if (words.isEmpty()) {
                return Optional.empty();
            }
            String source = Value.of(words.getFirst()).plain();
            String to = words.size() > 1 ? Value.of(words.get(1)).plain() : "";
            boolean content = source.endsWith("/*") || source.equals("*");
            String path = tidy(content ? source.substring(0, source.length() - 1) : source);
            if (hasWildcard(path.substring(0, path.lastIndexOf('/') + 1))) {
                return Optional.empty();
            }
            if (path.isEmpty()) {
                content = true;
                Optional<String> folder = folders.before(save);
                if (folder.isEmpty()) {
                    return Optional.empty();
                }
                path = folder.get();
            }
            return Optional.of(
                    new Artifact(
                            name(path, tidy(to), to, content),
                            path,
                            content || source.endsWith("/")));
        }

        private static String name(String path, String to, String asWritten, boolean content) {
            String last = path.substring(path.lastIndexOf('/') + 1);
            if (to.isEmpty()) {
                return content ? "" : last;
            }
            String name = to.replaceFirst("^/", "");
            return asWritten.endsWith("/") && !content ? name + "/" + last : name;
        }

        /** Whether it is what matches in a folder. */
        boolean isPattern() {
            return hasWildcard(path);
        }

        private static boolean hasWildcard(String path) {
            return path.matches(".*[*?\\[].*");
        }

        /** How references of a build file call it. */
        String inReferences() {
            return path.replaceFirst("^/", "");
        }

        private boolean holds(String wanted) {
            return wanted.equals(name) || wanted.startsWith(name + "/") || name.isEmpty();
        }
    }

    /**
     * An artifact, or something in it, that a reference means.
     *
     * @param end of the reference, as a build file has it
     * @param folder whether it is certainly one
     */
    record Found(String end, boolean folder) {}

    private Artifacts() {}

    static Artifacts of(EarthfileParser.Parsed file) {
        Artifacts artifacts = new Artifacts();
        Folders folders = Folders.of(file);
        for (Section section : file.sections()) {
            artifacts.byTarget.put(
                    section.name(),
                    Statements.commands(section.body())
                            .filter(command -> command.word().equals("SAVE ARTIFACT"))
                            .flatMap(save -> Artifact.of(save, folders).stream())
                            .toList());
        }
        return artifacts;
    }

    /** The words of {@code SAVE ARTIFACT} before {@code AS LOCAL}. */
    static List<String> saved(Command save) {
        List<String> words = Flags.anywhere(Words.of(save.rest())).words();
        int as = words.indexOf("AS");
        return as < 0 ? words : words.subList(0, as);
    }

    /**
     * What {@code name} of a target is here.
     *
     * @param name as a reference of the Earthfile has it, without a leading slash; empty for all
     * @return empty when the target has no such artifact
     */
    List<Found> find(String target, String name) {
        List<Artifact> declared = byTarget.getOrDefault(target, List.of());
        if (name.isEmpty() || name.equals("*")) {
            return declared.stream()
                    .map(artifact -> new Found(artifact.inReferences(), artifact.folder()))
                    .toList();
        }
        return declared.stream()
                .filter(artifact -> artifact.holds(name))
                .max(Comparator.comparingInt(artifact -> artifact.name().length()))
                .map(artifact -> within(artifact, name))
                .stream()
                .toList();
    }

    private static Found within(Artifact artifact, String name) {
        if (name.equals(artifact.name())) {
            return new Found(artifact.inReferences(), artifact.folder());
        }
        String rest =
                artifact.name().isEmpty() ? "/" + name : name.substring(artifact.name().length());
        return new Found(artifact.inReferences() + rest, false);
    }

    boolean knows(String target) {
        return byTarget.containsKey(target);
    }

    /** A path without {@code ./} before and {@code /} behind. */
    static String tidy(String path) {
        String tidy = path.replaceFirst("^(\\./)+", "").replaceFirst("(.)/+$", "$1");
        return tidy.equals(".") ? "" : tidy;
    }

    /** The working folders of targets, as far as they can be read off. */
    record Folders(EarthfileParser.Parsed file) {
        static Folders of(EarthfileParser.Parsed file) {
            return new Folders(file);
        }

        /** The working folder at a command, if it is certain. */
        Optional<String> before(Command command) {
            return file.sections().stream()
                    .filter(
                            section ->
                                    Statements.commands(section.body()).anyMatch(command::equals))
                    .findFirst()
                    .flatMap(section -> within(section.body(), command, 0));
        }

        private Optional<String> within(List<Statement> body, Command end, int depth) {
            List<Command> before =
                    Statements.commands(body).takeWhile(command -> !command.equals(end)).toList();
            Optional<String> folder =
                    before.stream().anyMatch(command -> command.word().equals("FROM"))
                            ? Optional.empty()
                            : last(Statements.commands(file.base()), Optional.empty());
            for (Command command : before) {
                if (command.word().equals("FROM")) {
                    folder = depth > 9 ? Optional.empty() : of(command.rest(), depth);
                }
            }
            return last(before.stream(), folder);
        }

        private Optional<String> of(String reference, int depth) {
            return file.sections().stream()
                    .filter(section -> reference.equals("+" + section.name()))
                    .findFirst()
                    .flatMap(section -> within(section.body(), new Command("", "", -1), depth + 1));
        }

        private static Optional<String> last(Stream<Command> commands, Optional<String> before) {
            return commands.filter(command -> command.word().equals("WORKDIR"))
                    .map(command -> Value.of(command.rest()).plain())
                    .reduce((_, next) -> next)
                    .map(
                            folder ->
                                    folder.startsWith("/")
                                            ? Optional.of(folder)
                                            : Optional.<String>empty())
                    .orElse(before)
                    .filter(folder -> !folder.contains("$"));
        }
    }
}
