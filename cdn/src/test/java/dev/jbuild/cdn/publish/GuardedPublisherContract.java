package dev.jbuild.cdn.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.testing.Site;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What publishing promises as well where the origin keeps the conditions of a write. */
public abstract class GuardedPublisherContract extends PublisherContract {
    @Test
    void ofManyPublishers_oneWins() throws Exception {
        publish();
        int publishers = 6;
        List<Callable<Digest>> attempts = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            Site mine = new Site(temp, "site" + i);
            mine.write("app.js", "let app = " + i + ";\n".repeat(100))
                    .write("robots.txt", "User-agent: *\n")
                    .write("index.html", "<script src=app.js></script>");
            Publisher publisher =
                    new Publisher(
                            origin(), mine.cache().blobs(), clock, temp.resolve("journals" + i));
            Release release = mine.release(RULES);
            Plan plan = publisher.plan(release);
            attempts.add(() -> publisher.publish(plan, release, false).release());
        }
        List<Digest> winners = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<Digest> attempt : threads.invokeAll(attempts)) {
                try {
                    winners.add(attempt.get());
                } catch (ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOf(EnvironmentFailure.class)
                            .extracting(cause -> ((EnvironmentFailure) cause).code())
                            .isIn("cdn-moved", "cdn-busy");
                }
            }
        }
        assertThat(winners).hasSize(1);
        Release live = publisher().read(winners.getFirst());
        assertThat(publisher().pointer().flatMap(Pointer::live)).contains(live.id());
        assertThat(Digest.of(visit("index.html").orElseThrow()))
                .isEqualTo(Site.file(live, "index.html").content().digest());
    }
}
