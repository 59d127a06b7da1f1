package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.jbuild.examples.testing.Await;
import dev.jbuild.examples.testing.Browser;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Running;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is written about builds, read by what it is for. */
@Tag("engine")
class ReportTest {
    /** A program that wants to be more than a line in a page. */
    private static final String BUILD_FILE =
            """
            jbuild '1'

            target('good') {
                from '%1$s'
                run 'echo %2$s > /made', network: 'none'
                artifact '/made', as: 'build/made'
            }

            target('bad') {
                from '+good'
                run 'echo "</pre><script>document.title = 42</script>"; exit 3', network: 'none'
            }

            target('slow') {
                from '+good'
                run 'echo begun; sleep 600', network: 'none'
            }
            """
                    .formatted(BASE, NONCE);

    @TempDir Path folder;

    private Jbuild jbuild() throws IOException {
        return new Jbuild(folder).write("jbuild.groovy", BUILD_FILE);
    }

    @Test
    void failure_isInThePage_asText() throws Exception {
        Outcome outcome =
                jbuild().run("-k", "--report", "build/reports/page.html", "+good", "+bad");
        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);

        Path page = folder.resolve("project/build/reports/page.html");
        Browser.Seen seen = Browser.open(Files.createDirectory(folder.resolve("browser")), page);
        assertThat(seen.complaints()).isEmpty();
        assertThat(seen.page())
                .contains("<title>jbuild +good +bad</title>")
                .contains("+bad linux/")
                .contains("exit code 3")
                .contains("<pre>&lt;/pre&gt;&lt;script&gt;document.title = 42")
                .doesNotContain("<script");
    }

    @Test
    void outcome_tellsEachTarget() throws Exception {
        Outcome outcome = jbuild().run("-k", "--report", "outcome.json", "+good", "+bad");
        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);

        JsonObject report = read("outcome.json");
        assertThat(report.get("result").getAsString()).isEqualTo("failed");
        assertThat(report.getAsJsonArray("targets"))
                .extracting(target -> text(target, "target"), target -> text(target, "outcome"))
                .containsExactlyInAnyOrder(tuple("+good", "built"), tuple("+bad", "failed"));
        JsonObject failure =
                report.getAsJsonArray("targets").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .filter(target -> target.has("failure"))
                        .findFirst()
                        .orElseThrow()
                        .getAsJsonObject("failure");
        assertThat(failure.get("line").getAsInt()).isEqualTo(11);
        assertThat(failure.get("exitCode").getAsInt()).isEqualTo(3);
        assertThat(report.getAsJsonArray("deliveries")).isEmpty();

        jbuild().run("--report", "again.json", "--report", "again.trace.json", "+good");
        JsonObject again = read("again.json");
        assertThat(again.get("result").getAsString()).isEqualTo("succeeded");
        assertThat(text(again.getAsJsonArray("deliveries").get(0), "path")).isEqualTo("build/made");
        assertThat(read("again.trace.json").getAsJsonArray("traceEvents").asList())
                .as("of a build in which nothing ran")
                .isEmpty();
    }

    @Test
    void events_canBeFollowed_andSayThatTheBuildWasInterrupted() throws Exception {
        Path file = folder.resolve("project/events.jsonl");
        try (Running running = jbuild().start("--report", "events.jsonl", "+slow")) {
            Await.until(
                    () -> written(file).contains("\"line\":\"begun\""),
                    Duration.ofMinutes(2),
                    () -> running.log() + written(file));
            running.signal("INT");
            assertThat(running.await(Duration.ofMinutes(1)).exitCode()).isEqualTo(130);
        }
        List<String> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            events.add(text(JsonParser.parseString(line), "event"));
        }
        assertThat(events)
                .startsWith("planned")
                .containsSubsequence("engineReady", "targetStarted", "stepStarted", "stepOutput")
                .endsWith("ended");
        assertThat(Files.readString(file)).contains("\"result\":\"interrupted\"");
    }

    private static String written(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject read(String name) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("project").resolve(name)))
                .getAsJsonObject();
    }

    private static String text(JsonElement object, String name) {
        return object.getAsJsonObject().get(name).getAsString();
    }
}
