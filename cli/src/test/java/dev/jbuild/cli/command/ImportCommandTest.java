package dev.jbuild.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cli.option.Invocation;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class ImportCommandTest {
    @TempDir Path folder;

    private String imported() throws Exception {
        return Answer.of(
                folder,
                surroundings ->
                        new ImportCommand(surroundings)
                                .run(new Invocation.Import(folder.resolve("Earthfile"))));
    }

    private void earthfile(String text) throws Exception {
        Files.writeString(folder.resolve("Earthfile"), text);
    }

    @Test
    void import_earthfile_writesBuildFileAndIgnoreFile() throws Exception {
        earthfile("VERSION 0.8\nhello:\n    FROM alpine:3\n    RUN echo hello\n");
        Files.writeString(folder.resolve(".earthlyignore"), "*.log\n");
        assertThat(imported())
                .isEqualTo(
                        """
                        wrote jbuild.groovy: 1 target
                        `jbuild ls` lists its targets, `jbuild plan +name` says what is not right yet
                        """);
        assertThat(folder.resolve("jbuild.groovy"))
                .hasContent(
                        """
                        jbuild '1'

                        target('hello') {
                            from 'alpine:3'
                            run 'echo hello'
                        }
                        """);
        assertThat(folder.resolve(".jbuildignore")).hasContent("*.log\n");
    }

    @Test
    void import_whatHasNoCounterpart_isListedWithItsLine() throws Exception {
        earthfile("deploy:\n    LOCALLY\n    RUN ./deploy.sh\n");
        assertThat(imported())
                .contains("2 places of it need you; each has a TODO\n")
                .contains("\n  Earthfile:2  `LOCALLY`: ")
                .contains("\n  Earthfile:3  `RUN`: ");
        assertThat(folder.resolve("jbuild.groovy")).content().contains("//     RUN ./deploy.sh");
    }

    @Test
    void import_whatIsThere_stays() throws Exception {
        earthfile("hello:\n    FROM alpine:3\n");
        Files.writeString(folder.resolve("jbuild.groovy"), "mine");
        assertThatThrownBy(this::imported)
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("there is a jbuild.groovy in ");
        assertThat(folder.resolve("jbuild.groovy")).hasContent("mine");
    }

    @Test
    void import_noEarthfile_saysSo() {
        assertThatThrownBy(this::imported)
                .isInstanceOf(UserMistake.class)
                .hasMessage("there is no " + folder.resolve("Earthfile"));
    }
}
