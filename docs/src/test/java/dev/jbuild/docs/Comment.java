package dev.jbuild.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment on a word, which is Markdown: what the word does, then a list of its options, then
 * snippets.
 *
 * @param items the list, from each option to what it means
 */
record Comment(String prose, Map<String, String> items, List<Snippet> snippets) {
    private static final Pattern ITEM = Pattern.compile("- `(\\w+):` (.*)");
    private static final Pattern MARK = Pattern.compile("<!-- (.*) -->");

    /**
     * A build file or a part of one.
     *
     * @param mark the comment above it; empty when there is none
     */
    record Snippet(String mark, List<String> lines) {}

    static Comment of(String text) {
        List<String> prose = new ArrayList<>();
        Map<String, String> items = new LinkedHashMap<>();
        List<Snippet> snippets = new ArrayList<>();
        List<String> all = text.lines().toList();
        String option = "";
        String mark = "";
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i);
            Matcher item = ITEM.matcher(line);
            Matcher marked = MARK.matcher(line);
            if (line.equals("```groovy")) {
                int end = i + 1 + all.subList(i + 1, all.size()).indexOf("```");
                snippets.add(new Snippet(mark, all.subList(i + 1, end)));
                mark = "";
                i = end;
            } else if (marked.matches()) {
                mark = marked.group(1);
            } else if (item.matches()) {
                option = item.group(1);
                items.put(option, item.group(2));
            } else if (line.isBlank()) {
                option = "";
                prose.add("");
            } else if (option.isEmpty()) {
                prose.add(line);
            } else {
                items.merge(option, line.strip(), (before, more) -> before + " " + more);
            }
        }
        return new Comment(String.join("\n", prose).strip(), items, snippets);
    }
}
