package dev.jbuild.dsl.earthfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is easily taken for something else. */
class EarthfileMeaningTest {
    private static Imported of(String target) {
        return EarthfileImport.of("VERSION 0.8\na:\n    FROM scratch\n" + target.indent(4));
    }

    private static String buildFile(String target) {
        return of(target).buildFile();
    }

    @Test
    void of_valueWithAHashInQuotes_keepsIt() {
        assertThat(buildFile("ARG TITLE=\"issue #1\" # which one"))
                .contains("default: 'issue #1')");
    }
}
