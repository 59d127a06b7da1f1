package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

class LastingBuildTest {
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void build_isOpenUntilItIsClosed() throws Exception {
        LastingBuild<String> build =
                LastingBuild.begin(
                        stay -> {
                            try {
                                return stay.with("done");
                            } finally {
                                ended.set(true);
                            }
                        });

        assertThat(build.result()).isEqualTo("done");
        assertThat(ended).isFalse();
        build.close();
        assertThat(ended).isTrue();
    }

    @Test
    void work_thatFails_endsTheBuild_asItFailed() {
        assertThatThrownBy(
                        () ->
                                LastingBuild.begin(
                                        _ -> {
                                            throw new EnvironmentFailure(
                                                    "gone", "it is gone", "", null);
                                        }))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessage("it is gone");
    }

    @Test
    void endOfABuildWhoseWorkIsDone_isOfNoAccount() throws Exception {
        try (LastingBuild<String> build =
                LastingBuild.begin(
                        stay -> {
                            String _ = stay.with("done");
                            throw new EnvironmentFailure("gone", "it is gone", "", null);
                        })) {
            assertThat(build.result()).isEqualTo("done");
        }
    }

    @Test
    void interrupt_callsTheBuildOff_andWaitsForItsEnd() throws Exception {
        CountDownLatch works = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiting =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        LastingBuild.begin(_ -> callOff(works)).close();
                                    } catch (InterruptedException e) {
                                        interrupted.set(ended.get());
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        works.await();
        waiting.interrupt();
        waiting.join();

        assertThat(interrupted).as("interrupted when the build had ended").isTrue();
    }

    private String callOff(CountDownLatch works) throws InterruptedException {
        works.countDown();
        try {
            new CountDownLatch(1).await();
            return "";
        } finally {
            ended.set(true);
        }
    }
}
