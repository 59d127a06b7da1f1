package dev.jbuild.dsl;

import static dev.jbuild.dsl.ProjectFolder.AMD64;
import static dev.jbuild.dsl.ProjectFolder.ARM64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetInfo;
import dev.jbuild.model.TargetRef;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class ListingTest {
    @TempDir Path root;
    private ProjectFolder project;

    @BeforeEach
    void open() {
        project = new ProjectFolder(root);
    }

    @Test
    void list_givesTargetsWithDocs_evenWhenArgumentsAreMissing() throws Exception {
        project.says(
                """
                def key = arg('KEY')
                target('a') {
                    doc "Build it"
                    from 'alpine'
                }
                target('b') { run 'no base' }
                """);
        assertThat(Buildfiles.list(project.request()))
                .containsExactly(
                        new TargetInfo(
                                new TargetRef("", "a"),
                                "Build it",
                                List.of(),
                                new SourceSpan("jbuild.groovy", 3, 1, 14)),
                        new TargetInfo(
                                new TargetRef("", "b"),
                                "",
                                List.of(),
                                new SourceSpan("jbuild.groovy", 7, 1, 30)));
    }

    @Test
    void list_givesPlatformsThatTargetsChoose() throws Exception {
        project.says(
                """
                target('any') { from 'alpine' }
                target('native') {
                    platform 'native'
                    doc 'Once'
                }
                target('foreign') {
                    platform 'linux/arm64'
                    doc 'On a board'
                }
                target('cross') {
                    platform 'native', per: 'target'
                    from 'alpine'
                }
                target('turning') { platform platform.arch == 'amd64' ? 'linux/arm64' : 'linux/amd64' }
                target('both') { build '+any', platforms: ['linux/arm64', 'native'] }
                """);
        assertThat(Buildfiles.list(project.request()))
                .extracting(
                        target -> target.target().name(), TargetInfo::platforms, TargetInfo::doc)
                .containsExactly(
                        tuple("any", List.of(), ""),
                        tuple("native", List.of(AMD64), "Once"),
                        tuple("foreign", List.of(ARM64), "On a board"),
                        tuple("cross", List.of(), ""),
                        tuple("turning", List.of(AMD64), ""),
                        tuple("both", List.of(ARM64, AMD64), ""));
    }
}
