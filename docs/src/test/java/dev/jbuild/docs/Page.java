package dev.jbuild.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name path relative to the root
 * @param prose its lines outside of blocks
 */
record Page(String name, List<String> prose, List<Block> blocks) {
    /** The folder that holds the project. */
    static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("jbuild.root"))).normalize();

    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final Pattern MARK = Pattern.compile("<!-- (.*) -->");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    /** {@code README.md} and everything below {@code docs}. */
    static List<Page> all() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> pages =
                    files.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.startsWith(ROOT.resolve("docs/target")));
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages)
                    .map(file -> ROOT.relativize(file).toString())
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of all pages in a language. */
    static List<Block> blocks(String language) {
        return all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals(language))
                .toList();
    }

    static Page read(String name) {
        List<String> prose = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        List<String> lines = lines(name);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                prose.add(lines.get(i));
                continue;
            }
            int start = i;
            StringBuilder text = new StringBuilder();
            for (i++; !lines.get(i).equals("```"); i++) {
                text.append(lines.get(i)).append('\n');
            }
            Matcher mark = MARK.matcher(start == 0 ? "" : lines.get(start - 1));
            blocks.add(
                    new Block(
                            name,
                            start + 1,
                            Objects.requireNonNull(fence.group(1)),
                            mark.matches() ? Objects.requireNonNull(mark.group(1)) : "",
                            text.toString()));
        }
        return new Page(name, List.copyOf(prose), List.copyOf(blocks));
    }

    static List<String> lines(String name) {
        try {
            return Files.readAllLines(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its links lead to, as written. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        for (String line : prose) {
            Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("`"));
            while (link.find()) {
                links.add(Objects.requireNonNull(link.group(1)));
            }
        }
        return links;
    }

    /** The names by which its headings can be linked to, made as GitHub makes them. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        for (String line : prose) {
            if (line.startsWith("#")) {
                anchors.add(
                        line.replaceFirst("^#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\w\\- ]", "")
                                .replace(' ', '-'));
            }
        }
        return anchors;
    }
}
