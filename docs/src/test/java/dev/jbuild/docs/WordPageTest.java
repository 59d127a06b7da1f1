package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The comments on the words say everything, and the page is made of them. */
class WordPageTest {
    private static final WordSources SOURCES = new WordSources(Page.ROOT);

    static List<String> words() {
        return forms().map(WordSources.Method::name).distinct().toList();
    }

    private static Stream<WordSources.Method> forms() {
        return SOURCES.groups().stream().flatMap(group -> group.forms().stream());
    }

    @Test
    void page_isWhatTheSourcesSay() {
        assertThat(String.join("\n", Page.lines("docs/reference.md")) + "\n")
                .as("docs/reference.md is not up to date: run dev/reference")
                .isEqualTo(WordPage.of(Page.ROOT));
    }

    @Test
    void everyForm_hasAComment() {
        assertThat(forms()).allSatisfy(form -> assertThat(form.comment()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("words")
    void comment_hasEveryOption_andASnippetWithEach(String word) {
        Comment comment =
                forms().filter(form -> form.name().equals(word))
                        .map(WordSources.Method::comment)
                        .max(Comparator.comparingInt(String::length))
                        .map(Comment::of)
                        .orElseThrow();
        List<String> options =
                SOURCES.options().getOrDefault(word, List.of()).stream()
                        .map(WordSources.Option::name)
                        .toList();

        assertThat(comment.items().keySet()).containsExactlyInAnyOrderElementsOf(options);
        assertThat(snippets(comment)).containsPattern("\\b" + Pattern.quote(word) + "[ (]");
        for (String option : options) {
            assertThat(snippets(comment)).containsPattern("\\b" + option + ": ");
        }
    }

    private static String snippets(Comment comment) {
        return String.join(
                "\n", comment.snippets().stream().flatMap(each -> each.lines().stream()).toList());
    }
}
