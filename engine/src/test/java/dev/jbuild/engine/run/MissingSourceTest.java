package dev.jbuild.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.Step.CopyOptions;
import dev.jbuild.model.Step.CopySource;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class MissingSourceTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 5, 5, 9);

    private static Step.Copy copy(CopySource source) {
        return new Step.Copy(source, "/x", CopyOptions.DEFAULT, SPAN);
    }

    private static Step.Copy artifact(String target, String path) {
        return copy(new CopySource.Artifact(TestProject.id(target), path));
    }

    private static Step run(Step.Copy... mounts) {
        RunOptions none = RunOptions.DEFAULT;
        RunOptions.Setting setting =
                new RunOptions.Setting(
                        none.setting().env(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(mounts));
        return new Step.Run(
                new Step.Command.Script("true"),
                new RunOptions(setting, none.access(), none.attempts(), none.when()),
                SPAN);
    }

    private static String checksum(String path) {
        return "failed to compute cache key: failed to calculate checksum of ref"
                + " hxygr8iibgqhk7v7o6lv5btx9::9k48d9i89w16v8tzbxnojb422: \"%s\": not found"
                        .formatted(path);
    }

    @Test
    void of_copyOfAnArtifact_namesItsTarget() {
        Step step = artifact("lib", "out/a b");

        for (String said : List.of(checksum("/out/a b"), "/out/a b not found")) {
            assertThat(MissingSource.of(step, said))
                    .contains(
                            new Diagnosis(
                                    "`+lib` made no `/out/a b`",
                                    "look at what is there: jbuild shell +lib; a `copy` may have it"
                                            + " missing with ifExists: true"));
        }
    }

    @Test
    void of_copyFromAnImage_namesTheImage() {
        Step step = copy(new CopySource.Image(ImageName.parse("debian:12"), List.of("/no/x")));

        assertThat(MissingSource.of(step, "lstat /no/x: no such file or directory"))
                .map(Diagnosis::problem)
                .contains("image `docker.io/library/debian:12` has no `/no/x`");
    }

    @Test
    void of_mount_namesTheTargetThatItIsOf() {
        Step step = run(artifact("a", "out/x"), artifact("b", "dist/y"));

        assertThat(MissingSource.of(step, checksum("/app/dist/y")))
                .contains(
                        new Diagnosis(
                                "`+b` made no `/app/dist/y`",
                                "look at what is there: jbuild shell +b"));
        assertThat(MissingSource.of(step, checksum("/other"))).isEmpty();
    }

    @Test
    void of_whenSomethingElseFailed_isEmpty() {
        assertThat(MissingSource.of(artifact("a", "x"), "mkdir /f: not a directory")).isEmpty();
        assertThat(MissingSource.of(run(), "exit code: 1")).isEmpty();
    }
}
