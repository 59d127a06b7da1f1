package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.dsl.script.BuildScript;
import dev.jbuild.dsl.script.DeployWords;
import dev.jbuild.dsl.script.Git;
import dev.jbuild.dsl.script.PlatformFacts;
import dev.jbuild.dsl.script.ResultWords;
import dev.jbuild.dsl.script.RunWords;
import dev.jbuild.dsl.script.ServiceWords;
import dev.jbuild.dsl.script.SettingWords;
import dev.jbuild.dsl.script.SourceWords;
import dev.jbuild.dsl.script.TargetWords;
import dev.jbuild.dsl.script.TopWords;
import dev.jbuild.dsl.script.WordOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The page of the language has every word of it, with every option. */
class WordsTest {
    private static final String TEXT = String.join("\n", Page.lines("docs/dsl.md"));

    private static final Set<String> OF_OBJECTS = Set.of("equals", "hashCode", "toString");

    private static List<Method> words(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.isSynthetic() && !OF_OBJECTS.contains(method.getName()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                TopWords.class,
                TargetWords.class,
                SourceWords.class,
                SettingWords.class,
                RunWords.class,
                ServiceWords.class,
                ResultWords.class,
                DeployWords.class
            })
    void everyWord_isShown(Class<?> type) {
        for (Method word : words(type)) {
            assertThat(TEXT).containsPattern("`[^`\n]*\\b" + word.getName() + "[ (]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                TopWords.class,
                TargetWords.class,
                SourceWords.class,
                SettingWords.class,
                RunWords.class,
                ServiceWords.class,
                ResultWords.class,
                DeployWords.class
            })
    void everyOption_isInTheSectionOfItsWord(Class<?> type) {
        for (Method word : words(type)) {
            for (String option : options(word)) {
                assertThat(section(word.getName())).as(word.getName()).contains(option + ":");
            }
        }
    }

    @Test
    void everyFact_isShown() {
        for (Method getter : words(BuildScript.class)) {
            if (getter.getName().startsWith("get")) {
                assertThat(TEXT).containsPattern("`" + property(getter) + "[`.]");
            }
        }
        for (Method getter : words(Git.class)) {
            assertThat(TEXT).contains("`git." + property(getter) + "`");
        }
        for (Method getter : words(PlatformFacts.class)) {
            assertThat(TEXT).contains("`platform." + property(getter) + "`");
        }
    }

    private static String property(Method getter) {
        String name = getter.getName().substring("get".length());
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static Set<String> options(Method word) {
        return WordOptions.of(word.getName()).map(WordOptions::names).orElse(Set.of());
    }

    /** From the heading of a word to the next heading. */
    private static String section(String word) {
        String from = TEXT.substring(TEXT.indexOf("\n### " + word + "\n") + 1);
        int end = from.indexOf("\n##");
        return end < 0 ? from : from.substring(0, end);
    }
}
