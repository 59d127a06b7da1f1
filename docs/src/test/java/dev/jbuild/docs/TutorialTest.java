package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * Does what the tutorial says, from its first block to its last, with the distribution and an
 * engine, and compares what is shown.
 */
@Tag("engine")
class TutorialTest {
    @TempDir Path folder;
    private Path project = Path.of("");
    private UserShell shell = new UserShell(project, project);

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectory(folder.resolve("project"));
        shell = new UserShell(project, folder.resolve("state"));
    }

    @AfterEach
    void removeImages() throws Exception {
        shell.run("docker rmi --force quotes:dev quotes:1.0");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void tutorial_doesWhatItSays() throws Exception {
        String said = "";
        for (Block block : Page.read("docs/tutorial.md").blocks()) {
            if (block.isMarked("file")) {
                Files.writeString(project.resolve(block.markAfter("file")), block.text());
            } else if (block.isMarked("run")) {
                said = run(block);
            } else if (block.isMarked("output")) {
                assertShown(block, said);
            } else {
                throw new AssertionError("a block that does nothing: " + block);
            }
        }
    }

    private String run(Block block) throws IOException, InterruptedException {
        int expected =
                block.mark().equals("run") ? 0 : Integer.parseInt(block.markAfter("run, exit"));
        UserShell.Ended ended = shell.run(block.text());
        assertThat(ended.exitCode()).as("%s\n%s", block, ended.output()).isEqualTo(expected);
        return ended.output();
    }

    /** What is shown is part of what was said, in the same order. */
    private static void assertShown(Block block, String said) {
        Iterator<String> lines = said.lines().map(TutorialTest::comparable).iterator();
        for (String shown : block.text().lines().map(TutorialTest::comparable).toList()) {
            boolean found = false;
            while (!found && lines.hasNext()) {
                found = lines.next().equals(shown);
            }
            assertThat(found).as("%s: `%s` in:\n%s", block, shown, said).isTrue();
        }
    }

    /**
     * Without what differs from run to run, and from engine to engine: times, digests, what the
     * engine still had (a step that it had saved no time worth a word), which platforms it can hold
     * under one name.
     */
    private static String comparable(String line) {
        return line.stripTrailing()
                .replaceAll("loaded, .*", "loaded")
                .replaceAll("\\d+ steps? run|the engine had every step", "steps")
                .replaceAll("\\b(\\d+m)?[\\d.]+s\\b", "TIME")
                .replace(", TIME saved", "");
    }
}
