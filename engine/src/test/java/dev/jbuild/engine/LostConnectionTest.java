package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.BusyRegistry;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Project;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Engines and registries that are away for a moment. */
@Tag("engine")
class LostConnectionTest {
    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
    }

    /** The first step is in the builder's cache by the second attempt. */
    private static Project project(String name, String base) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(base)
                                        .run("echo first > /out; : " + name + NONCE)
                                        .run("echo begun; sleep 1; echo second >> /out")
                                        .artifact("/out", "build/out"))
                .goals("t");
    }

    private static List<String> notices(Checked built) {
        return built.events().stream()
                .filter(BuildEvent.Notice.class::isInstance)
                .map(event -> ((BuildEvent.Notice) event).text())
                .filter(text -> text.contains("trying again"))
                .toList();
    }

    private static boolean isBeginning(BuildEvent event) {
        return event instanceof BuildEvent.StepOutput output && output.line().equals("begun");
    }

    /** Who is at the other end. */
    enum Peer {
        DOCKER,
        BUILDKITD;

        /** Has builds go there by a connection that can be broken. */
        Forwarder connect(BuildChecker checker) throws IOException {
            if (this == BUILDKITD) {
                Forwarder buildkitd = EngineUnderTest.buildkitd();
                checker.builder("tcp://" + buildkitd.name());
                return buildkitd;
            }
            Forwarder engine = new Forwarder(EngineUnderTest.socket());
            checker.inTheEngine().environment("DOCKER_HOST", "tcp://" + engine.name());
            return engine;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DOCKER, 300",
        "DOCKER, 700",
        "DOCKER, 1000",
        "BUILDKITD, 300",
        "BUILDKITD, 700",
        "BUILDKITD, 1000"
    })
    void build_whenTheConnectionBreaksAtItsFirstWords_connectsAgain(Peer peer, long sent)
            throws Exception {
        try (Forwarder engine = peer.connect(checker)) {
            engine.cutAfter(sent);

            Checked built = checker.build(project("early " + peer + sent, BASE));

            assertThat(engine.cuts()).isOne();
            assertThat(built.report().succeeded()).isTrue();
            assertThat(notices(built)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void build_whenTheConnectionBreaksInAStep_goesOn(Peer peer) throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        try (Forwarder engine = peer.connect(checker)) {
            Project project = project("cut " + peer, BASE);

            Checked built =
                    checker.build(
                            project,
                            event -> {
                                if (isBeginning(event) && cuts.getAndIncrement() == 0) {
                                    engine.cut();
                                }
                            });

            assertThat(built.report().succeeded()).isTrue();
            assertThat(notices(built)).singleElement().asString().endsWith("trying again in 1 s");
            assertThat(checker.path("build/out")).hasContent("first\nsecond");
            assertThat(checker.build(project).ran()).isEmpty();
        }
    }

    @Test
    void build_whenTheEngineIsAwayForAWhile_waitsForIt() throws Exception {
        AtomicReference<Forwarder> engine =
                new AtomicReference<>(new Forwarder(EngineUnderTest.socket()));
        AtomicInteger attempts = new AtomicInteger();
        checker.inTheEngine().environment("DOCKER_HOST", "tcp://" + engine.get().name());

        Checked built =
                checker.build(
                        project("away", BASE),
                        event -> {
                            try {
                                if (isBeginning(event) && attempts.get() == 0) {
                                    engine.get().stop();
                                }
                                if (event instanceof BuildEvent.Notice(String text)
                                        && text.contains("trying again")
                                        && attempts.incrementAndGet() == 2) {
                                    engine.set(engine.get().again());
                                }
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });

        engine.get().close();
        assertThat(built.report().succeeded()).isTrue();
        assertThat(notices(built))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("trying again in 1 s"),
                        second -> assertThat(second).endsWith("trying again in 2 s"));
        assertThat(checker.path("build/out")).hasContent("first\nsecond");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, BusyRegistry.RESET})
    void build_whenTheRegistryIsBusy_asksAgain(int status) throws Exception {
        try (BusyRegistry registry = new BusyRegistry(status)) {
            Checked built =
                    checker.build(
                            project("busy", registry.name() + "/library/debian:bookworm-slim"),
                            event -> {
                                if (event instanceof BuildEvent.Notice) {
                                    registry.recover();
                                }
                            });

            assertThat(built.report().succeeded()).isTrue();
            assertThat(notices(built))
                    .singleElement()
                    .asString()
                    .contains(status == BusyRegistry.RESET ? "" : Integer.toString(status))
                    .endsWith("trying again in 1 s");
        }
    }
}
