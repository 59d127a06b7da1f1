package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.session.LocalDirectory;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.context.SourceFolders;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.model.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class ShipmentsTest {
    @TempDir Path folder;

    private void write(String path, int size) throws IOException {
        Path file = folder.resolve("project").resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[size]);
    }

    /** What a project sends that copies these, in a target each. */
    private Sent sent(String... patterns) throws Exception {
        TestProject project = new TestProject();
        for (String pattern : patterns) {
            project.target("of-" + pattern, t -> copy(t, pattern));
        }
        Plan plan =
                Planner.plan(
                        project.goals(
                                List.of(patterns).stream()
                                        .map(pattern -> "of-" + pattern)
                                        .toArray(String[]::new)));
        FileDigests digests = FileDigests.open(folder.resolve("index"), InstantSource.system());
        Map<Step.Copy, SelectedFiles> files =
                Survey.files(
                        plan,
                        new ContextScan(
                                new SourceFolders(folder.resolve("project"), Map.of()), digests));
        Shipments shipments = Shipments.of(plan, files.values(), UUID.randomUUID().toString());
        return new Sent(
                shipments.directories(), files.values().stream().map(shipments::place).toList());
    }

    private static void copy(TestRecipe recipe, String pattern) {
        recipe.from("debian:12").copy(pattern, "/");
    }

    private record Sent(List<LocalDirectory> directories, List<Shipments.Place> places) {}

    @Test
    void smallSelections_travelTogether_inAFolderEach() throws Exception {
        write("a", 1);
        write("b", 1);
        Sent sent = sent("a", "b");

        assertThat(sent.directories()).hasSize(1);
        assertThat(sent.directories().getFirst().parts()).hasSize(2);
        assertThat(sent.places()).extracting(Shipments.Place::folder).doesNotHaveDuplicates();
        assertThat(sent.places())
                .extracting(place -> place.source().name())
                .containsOnly(sent.directories().getFirst().name());
    }

    @Test
    void smallSelection_ofNoOther_travelsAlone() throws Exception {
        write("a", 1);
        Sent sent = sent("a");

        assertThat(sent.places()).extracting(Shipments.Place::folder).containsExactly("");
        assertThat(sent.directories().getFirst().parts())
                .extracting(LocalDirectory.Part::folder)
                .containsExactly("");
    }

    @Test
    void selectionOfManyFilesOrBytes_travelsAlone() throws Exception {
        write("a", 1);
        write("b", 1);
        write("long", (1 << 20) + 1);
        for (int i = 0; i < 100; i++) {
            write("many/" + i, 1);
        }
        Sent sent = sent("a", "b", "long", "many");

        assertThat(sent.places().subList(2, 4))
                .extracting(Shipments.Place::folder)
                .containsExactly("", "");
        assertThat(sent.directories()).hasSize(3);
    }

    /** Two builds at the same time must not take what one of them sends for their own. */
    @Test
    void eachBuild_hasAnUploadOfItsOwn_whichUpdatesTheSameCopy() throws Exception {
        write("a", 1);
        write("b", 1);
        Shipments.Place first = sent("a", "b").places().getFirst();
        Shipments.Place second = sent("a", "b").places().getFirst();

        assertThat(second.source().unique()).isNotEqualTo(first.source().unique());
        assertThat(second.source().name()).isEqualTo(first.source().name());
        assertThat(second.source().sharedKeyHint()).isEqualTo(first.source().sharedKeyHint());
    }
}
