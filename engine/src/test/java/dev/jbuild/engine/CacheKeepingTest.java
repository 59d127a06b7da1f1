package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

class CacheKeepingTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(CacheTask.class)
    void run_whenNothingWasEverBuilt_saysSo_andMakesNoFolder(CacheTask task) throws Exception {
        Path state = folder.resolve("jbuild");

        CacheReport report = CacheKeeping.run(state, task, new CacheSize.Bytes(7));

        assertThat(report)
                .isEqualTo(
                        switch (task) {
                            case STATUS -> new CacheReport.Status(state, 0, 0, 0, 0, 0, 7);
                            case COLLECT, CLEAR -> new CacheReport.Collected(0, 0, 0, 0, 7);
                            case VERIFY -> new CacheReport.Verified(0, 0, 0, List.of());
                        });
        assertThat(state).doesNotExist();
    }
}
