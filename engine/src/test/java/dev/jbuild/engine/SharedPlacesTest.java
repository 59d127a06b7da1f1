package dev.jbuild.engine;

import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/** What becomes of deliveries that go to one folder. */
@Tag("engine")
class SharedPlacesTest {
    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.write("site/index", "index");
        checker.write("site/docs/api", "api");
        checker.write("docs/api", "another api");
        checker.write("more/guide", "guide");
    }

    private static Project copies(String... sourceAndPlaces) {
        TestProject project = new TestProject();
        String[] names = new String[sourceAndPlaces.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = "t" + i;
            String[] parts = sourceAndPlaces[i].split(" ", -1);
            project.target(
                    names[i],
                    t -> t.from(BASE).copy(".", "/src/").artifact("/src/" + parts[0], parts[1]));
        }
        return project.goals(names);
    }

    @Test
    void build_whenAFileHasTwoSources_refuses_andDeliversNothing() {
        assertThatThrownBy(() -> checker.build(copies("site out", "docs out/docs")))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(
                        "`out/docs/api` is delivered by both jbuild.groovy:1:1 and jbuild.groovy:2:1");
        assertThat(checker.path("out")).doesNotExist();
    }

    @Test
    void build_whenAFolderIsAddedToAnother_comesToRest() throws Exception {
        Project project = copies("site out", "more out/docs");

        checker.build(project);

        assertThat(checker.path("out/docs/api")).hasContent("api");
        assertThat(checker.path("out/docs/guide")).hasContent("guide");
        assertThat(checker.build(project).report().deliveries()).allMatch(Delivery::unchanged);
    }

    @Test
    void build_whenFilesGoIntoOneFolder_comesToRest() throws Exception {
        Project project = copies("more/guide build/", "docs/api build/");

        checker.build(project);

        assertThat(checker.path("build/guide")).hasContent("guide");
        assertThat(checker.path("build/api")).hasContent("another api");
        assertThat(checker.build(project).report().deliveries()).allMatch(Delivery::unchanged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project .", "project/jbuild.lock ./"})
    void build_whenItWouldWriteAFileOfTheBuild_refuses(String delivery) throws Exception {
        checker.write("project/jbuild.lock", "other");

        assertThatThrownBy(() -> checker.build(copies(delivery)))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("`+t0` would put `jbuild.lock` into the project");
        checker.build(copies("project template"));
        assertThat(checker.path("template/jbuild.lock")).hasContent("other");
    }
}
