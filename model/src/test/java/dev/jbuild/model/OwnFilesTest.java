package dev.jbuild.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFilesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jbuild.groovy",
                "lib/jbuild.groovy",
                "Jbuild.Lock",
                ".jbuildignore",
                ".arg",
                ".builder",
                ".git",
                ".git/hooks/pre-commit",
                "lib/.GIT/config"
            })
    void has_whenItIsOfTheBuild_isTrue(String path) {
        assertThat(OwnFiles.has(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "build", ".gitignore", "jbuild.groovy/x", "build/my-jbuild.lock"})
    void has_whenItIsAnotherFile_isFalse(String path) {
        assertThat(OwnFiles.has(path)).isFalse();
    }
}
