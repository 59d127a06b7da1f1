package dev.jbuild.docs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes {@code docs/reference.md} of the comments in the sources. {@code dev/reference} runs this
 * file as it is, with nothing but a JDK.
 */
final class WordPage {
    private static final Map<String, String> TAKES =
            Map.of(
                    "text", "a text",
                    "flag", "`true` or `false`",
                    "number", "a whole number",
                    "map", "names with values",
                    "any", "");

    private static final Pattern DECLARATION = Pattern.compile("(?m)^ *target\\(");

    private final Map<String, List<WordSources.Option>> options;
    private final WordSources sources;
    private final List<String> lines = new ArrayList<>();

    private WordPage(WordSources sources) {
        this.sources = sources;
        this.options = sources.options();
    }

    /** Prints the page. The argument is the folder that holds the project. */
    public static void main(String[] arguments) {
        byte[] page = of(Path.of(arguments[0])).getBytes(StandardCharsets.UTF_8);
        System.out.write(page, 0, page.length);
        System.out.flush();
    }

    /** The page as the sources below a folder have it. */
    static String of(Path root) {
        WordPage page = new WordPage(new WordSources(root));
        page.write();
        return String.join("\n", page.lines) + "\n";
    }

    private void write() {
        add(
                "# Reference",
                "",
                "<!-- Made by dev/reference. Edit the comments in the sources. -->",
                "");
        add(
                "Every word of a build file with its forms and options, as the sources say it and as an"
                        + " IDE shows it. [Language](dsl.md) explains them.",
                "");
        List<WordSources.Group> groups = sources.groups();
        Map<String, List<WordSources.Method>> words = words(groups);
        for (WordSources.Group group : groups) {
            add("- " + group.about() + ": " + links(group, words));
        }
        add("- [Values](#values)", "");
        for (WordSources.Group group : groups) {
            add("## " + group.about(), "");
            described(group, words)
                    .forEach(word -> writeWord(word, words.getOrDefault(word, List.of())));
        }
        writeValues();
        lines.removeLast();
    }

    /** All forms of each word, whichever groups they are in. */
    private static Map<String, List<WordSources.Method>> words(List<WordSources.Group> groups) {
        Map<String, List<WordSources.Method>> words = new LinkedHashMap<>();
        for (WordSources.Group group : groups) {
            for (WordSources.Method form : group.forms()) {
                words.computeIfAbsent(form.name(), name -> new ArrayList<>()).add(form);
            }
        }
        return words;
    }

    /** The words that a group has and describes better than any other. */
    private static List<String> described(
            WordSources.Group group, Map<String, List<WordSources.Method>> words) {
        return group.forms().stream()
                .filter(form -> form.equals(best(words.getOrDefault(form.name(), List.of(form)))))
                .map(WordSources.Method::name)
                .toList();
    }

    /** The form with the longest comment tells what the word does; the others refer to it. */
    private static WordSources.Method best(List<WordSources.Method> forms) {
        return forms.stream()
                .max(Comparator.comparingInt(form -> form.comment().length()))
                .orElseThrow();
    }

    private static String links(
            WordSources.Group group, Map<String, List<WordSources.Method>> words) {
        return String.join(
                " ",
                described(group, words).stream()
                        .map(word -> "[`" + word + "`](#" + word.toLowerCase(Locale.ROOT) + ")")
                        .toList());
    }

    private void writeWord(String word, List<WordSources.Method> forms) {
        add("### " + word, "", "```text");
        forms.stream().map(WordPage::form).distinct().forEach(this::add);
        add("```", "");
        Comment comment = Comment.of(best(forms).comment());
        add(comment.prose(), "");
        writeOptions(options.getOrDefault(word, List.of()), comment.items());
        comment.snippets().forEach(this::writeSnippet);
    }

    /** How the form is called. */
    private static String form(WordSources.Method method) {
        List<String> values = new ArrayList<>();
        String named = "";
        boolean listed = false;
        for (WordSources.Parameter parameter : method.parameters()) {
            if (parameter.name().equals("options")) {
                named = "option: value, …";
            } else if (parameter.type().startsWith("Map<")) {
                values.add("NAME: value, …");
            } else if (parameter.type().startsWith("List<")) {
                values.add("[" + parameter.name() + ", …]");
                listed = true;
            } else if (parameter.type().startsWith("Closure<")) {
                values.add("{ … }");
            } else if (parameter.type().endsWith("...")) {
                values.add(parameter.name() + ", …");
            } else {
                values.add(parameter.name());
            }
        }
        if (!named.isEmpty()) {
            values.add(named);
        }
        String all = String.join(", ", values);
        return listed || !method.returns().equals("void")
                ? method.name() + "(" + all + ")"
                : method.name() + " " + all;
    }

    private void writeOptions(List<WordSources.Option> declared, Map<String, String> meanings) {
        if (declared.isEmpty()) {
            return;
        }
        add("| Option | Takes | |", "|---|---|---|");
        for (WordSources.Option option : declared) {
            add(
                    "| `%s:` | %s%s | %s |"
                            .formatted(
                                    option.name(),
                                    TAKES.getOrDefault(option.kind(), option.kind()),
                                    option.required() ? ", required" : "",
                                    meanings.getOrDefault(option.name(), "")));
        }
        add("");
    }

    /** With the mark by which the tests know what the snippet is a part of. */
    private void writeSnippet(Comment.Snippet snippet) {
        String text = String.join("\n", snippet.lines());
        if (!snippet.mark().isEmpty()) {
            add("<!-- " + snippet.mark() + " -->");
        } else if (!DECLARATION.matcher(text).find()) {
            add("<!-- in a target -->");
        } else if (!text.startsWith("jbuild '")) {
            add("<!-- at top level -->");
        }
        add("```groovy");
        lines.addAll(snippet.lines());
        add("```", "");
    }

    private void writeValues() {
        add("## Values", "", "| Value | |", "|---|---|");
        writeValues("", "BuildScript");
        writeValues("git.", "Git");
        writeValues("platform.", "PlatformFacts");
        add("");
    }

    private void writeValues(String prefix, String type) {
        for (WordSources.Method getter : sources.getters(type)) {
            String name = getter.name().substring("get".length());
            add(
                    "| `%s%s%s` | %s |"
                            .formatted(
                                    prefix,
                                    name.substring(0, 1).toLowerCase(Locale.ROOT),
                                    name.substring(1),
                                    getter.comment().replaceAll("\\s*\n\\s*", " ")));
        }
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }
}
