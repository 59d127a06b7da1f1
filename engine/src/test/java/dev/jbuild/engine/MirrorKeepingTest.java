package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** What keeps images from being copied before any registry is asked. */
class MirrorKeepingTest {
    @Test
    void projectWithoutALock_isToldHowToMakeOne(@TempDir Path folder) {
        assertThatThrownBy(
                        () ->
                                MirrorKeeping.run(
                                        folder, Map.of(), "docker.io=localhost:1/hub", _ -> {}))
                .isInstanceOf(UserMistake.class)
                .hasMessage("there is no `jbuild.lock` in " + folder);
    }

    @Test
    void noMirror_isToldWhatOneIs(@TempDir Path folder) {
        assertThatThrownBy(() -> MirrorKeeping.run(folder, Map.of(), "", _ -> {}))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`mirror` does not say where to");
    }
}
