package dev.jbuild.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is told of targets to those who use them. */
class DocTextTest {
    private static final String BUILD_FILE =
            """
            jbuild '1'

            String base = arg('BASE', default: 'debian:bookworm-slim', doc: 'Image that everything starts from')

            target('assets') {
                doc 'Bundle the front end'
                from base
                run "bundle ${arg('MODE', default: 'dev', choices: ['dev', 'production'], doc: 'How the bundle is made')}"
                run "say ${arg('ORIGIN')}"
                artifact 'dist', as: 'build/static'
            }

            target('image') {
                platform 'native', per: 'target'
                from 'scratch'
                copy '+assets/dist', into: '/'
                cdn '/', to: 's3://bucket/web?region=x'
                image 'shop', 'localhost:5000/shop:1', push: true
            }
            """;

    @TempDir Path folder;

    private List<String> told(String... goals) throws Exception {
        Files.writeString(folder.resolve(Buildfiles.FILE_NAME), BUILD_FILE);
        return DocText.of(Buildfiles.document(Evaluated.request(folder, goals)));
    }

    @Test
    void documentation_isAsThePageShowsIt() throws Exception {
        String page = Files.readString(Path.of("../docs/cli.md"));
        assertThat(page).contains("```text\n" + String.join("\n", told("+assets")) + "\n```");
    }

    @Test
    void documentation_ofSeveral_namesEveryResult() throws Exception {
        assertThat(told("+assets", "+image"))
                .containsSequence(
                        "",
                        "+image",
                        "platform: linux/amd64",
                        "arguments",
                        "  BASE  default `debian:bookworm-slim`  Image that everything starts from",
                        "results",
                        "  artifact  /",
                        "  release   /                                   published to s3://bucket/web with --push",
                        "  image     shop:latest, localhost:5000/shop:1  pushed with --push");
    }

    @Test
    void documentation_ofWhatIsNotThere_isRefused() {
        assertThatThrownBy(() -> told("+asset"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("unknown target `+asset`");
        assertThatThrownBy(() -> told("./web+assets"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("no jbuild.groovy in ./web");
    }
}
