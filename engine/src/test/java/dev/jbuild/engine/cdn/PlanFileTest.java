package dev.jbuild.engine.cdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.Delivery.Planned;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class PlanFileTest {
    private static final Digest RELEASE = Digest.of(new byte[0]);
    private static final Path ROOT = Path.of("/project");
    private static final Planned PLAN =
            new Planned(
                    "s3://bucket/web?region=x",
                    Optional.of("tag"),
                    Optional.empty(),
                    RELEASE,
                    List.of(new Planned.Change(Planned.Kind.NEW, "a/ü.js", 12)));

    @Test
    void plan_isReadAsItWasWritten() throws Exception {
        assertThat(PlanFile.read("x", PlanFile.write(ROOT, List.of(PLAN))))
                .containsExactly(
                        new PlanFile.Basis(
                                "s3://bucket/web?region=x", Optional.of("tag"), RELEASE));
    }

    @Test
    void plan_saysToReadersWhatChanges() {
        assertThat(new String(PlanFile.write(ROOT, List.of(PLAN)), StandardCharsets.UTF_8))
                .contains("\"kind\": \"new\"", "\"path\": \"a/ü.js\"", "\"size\": 12");
    }

    @ParameterizedTest
    @CsvSource({"file:web/../out, file:/project/out", "file:/srv/out, file:/srv/out"})
    void folder_isFoundFromEverywhere(String address, String written) throws Exception {
        Planned plan = new Planned(address, Optional.empty(), Optional.empty(), RELEASE, List.of());
        assertThat(PlanFile.read("x", PlanFile.write(ROOT, List.of(plan))))
                .extracting(PlanFile.Basis::origin)
                .containsExactly(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"jbuild-cdn-plan\":2,\"plans\":[]}",
                "{\"jbuild-cdn-plan\":1}",
                "{\"jbuild-cdn-plan\":1,\"plans\":[{\"origin\":\"x\",\"release\":\"y\"}]}"
            })
    void anythingElse_isAMistake(String text) {
        assertThatThrownBy(() -> PlanFile.read("x.json", text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`x.json` is no plan");
    }
}
