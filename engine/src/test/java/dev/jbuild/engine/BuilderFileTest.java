package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.Platform;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class BuilderFileTest {
    private Path repository;
    private Path project;
    private Path file;

    @BeforeEach
    void makeProject(@TempDir Path temp) throws Exception {
        repository = temp;
        project = Files.createDirectories(temp.resolve("a/project"));
        file = project.resolve(BuilderFile.NAME);
    }

    private void assertRefused(String code, int line, String message) {
        assertThatThrownBy(() -> BuilderFile.read(project))
                .isInstanceOfSatisfying(
                        UserMistake.class,
                        mistake -> {
                            assertThat(mistake.diagnostics().getFirst().code()).isEqualTo(code);
                            assertThat(mistake.diagnostics().getFirst().span())
                                    .map(SourceSpan::line)
                                    .hasValue(line);
                        })
                .hasMessageContaining(message);
    }

    @Test
    void read_namesBuilders_whereTheCommandLineDoesNot() throws Exception {
        assertThat(BuilderFile.read(project)).isEqualTo(Builders.NONE);

        Files.writeString(
                file, "# mine\n\n linux/arm64=tcp://arm:1 \nlinux/s390x=tcp://z:1\nunix:///b.sock");
        Builders given = Builders.parse(List.of("linux/arm64=tcp://other:1"));
        Builders all = given.or(BuilderFile.read(project));

        assertThat(all.site(Platform.parse("linux/arm64"))).hasToString("tcp://other:1");
        assertThat(all.site(Platform.parse("linux/s390x"))).hasToString("tcp://z:1");
        assertThat(all.usualSite()).hasToString("unix:///b.sock");
    }

    @Test
    void read_ofALineThatIsNotRight_namesIt() throws Exception {
        Files.writeString(file, "linux/arm64=tcp://a:1\n\nlinux/arm64=tcp://b:1\n");
        assertRefused("invalid-builder", 3, "`linux/arm64=tcp://b:1` is a second builder");
    }

    @Test
    void read_ofAFileOfTheRepository_isRefused() throws Exception {
        Files.writeString(file, "tcp://mine:1");
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            assertThat(BuilderFile.read(project).usualSite()).hasToString("tcp://mine:1");

            git.add().addFilepattern("a").call();
            assertRefused("builder-committed", 1, "`.builder` is in the repository");
        }

        // A work tree beside its repository has a file where others have the folder.
        Files.move(repository.resolve(".git"), repository.resolve("elsewhere"));
        Files.writeString(repository.resolve(".git"), "gitdir: elsewhere\n");
        assertRefused("builder-committed", 1, "`.builder` is in the repository");

        Files.writeString(repository.resolve(".git"), "nothing");
        assertThatThrownBy(() -> BuilderFile.read(project))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("does not say where the repository is");
    }
}
