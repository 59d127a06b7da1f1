package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Project;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Targets that copy what the build before has delivered. */
@Tag("engine")
class CopiedOutputsTest {
    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws IOException {
        checker = new BuildChecker(folder);
        checker.write("source", "one");
        checker.write(".dockerignore", "*.log\n");
    }

    private static Project copying(String pattern) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .copy(pattern, "/in/")
                                        .run("date +%N > /out # " + NONCE)
                                        .artifact("/out", "build/out"))
                .goals("t");
    }

    private List<String> notices(Project project) throws Exception {
        return checker.build(project).events().stream()
                .filter(BuildEvent.Notice.class::isInstance)
                .map(event -> ((BuildEvent.Notice) event).text())
                .toList();
    }

    @Test
    void copyOfAllFiles_isToldOf_untilTheIgnoreFileLeavesThemOut() throws Exception {
        assertThat(notices(copying("."))).isEmpty();

        assertThat(notices(copying(".")))
                .containsExactly(
                        "`build/out`, which this build delivers, is among the files of"
                                + " jbuild.groovy:1:1: the next build makes them anew; put"
                                + " `build/out` into `.dockerignore`");

        checker.write(".dockerignore", "*.log\nbuild/out\n");
        assertThat(notices(copying("."))).isEmpty();
        assertThat(checker.build(copying(".")).ran()).isEmpty();
    }

    /** Formatters, for instance, put files where they took them from. */
    @Test
    void copyOfWhatIsNamed_isMeant() throws Exception {
        checker.write("build/out", "before");
        assertThat(notices(copying("build/out"))).isEmpty();
        assertThat(notices(copying("source"))).isEmpty();
    }
}
