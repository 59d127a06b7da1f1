package dev.jbuild.buildkit;

import static dev.jbuild.buildkit.Engine.freshShell;
import static dev.jbuild.buildkit.Engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jbuild.buildkit.llb.Definition;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

@Tag("engine")
class StepsTest extends ConnectedTest {

    @Test
    void step_whenItWritesAFile_fileCanBeRead() throws Exception {
        Definition graph = graph(freshShell("echo hello > /out.txt"));

        BuildOutcome<String> outcome =
                client.build(
                        BuildRequest.EMPTY,
                        gateway -> {
                            Ref ref = gateway.solve(graph);
                            return Finish.with(
                                    new String(
                                            gateway.readFile(ref, "/out.txt"),
                                            StandardCharsets.UTF_8));
                        });

        assertThat(outcome.value()).isEqualTo("hello\n");
    }

    @Test
    void step_whenItFails_codeVertexAndLogAreKnown() throws Exception {
        Definition graph = graph(freshShell("echo to-out; echo to-err >&2; exit 37"));
        List<Progress> events = new CopyOnWriteArrayList<>();

        BuildkitException.StepFailed failure =
                catchThrowableOfType(
                        BuildkitException.StepFailed.class,
                        () ->
                                client.build(
                                        BuildRequest.builder().progress(events::add).build(),
                                        gateway -> Finish.with(gateway.solve(graph))));

        assertThat(failure.exitCode()).hasValue(37);
        assertThat(failure.vertex()).contains(graph.root().vertex().digest());
        assertThat(log(events)).contains("to-out\n").contains("to-err\n");
        assertThat(events)
                .anyMatch(
                        e ->
                                e instanceof Progress.VertexFailed f
                                        && f.vertex().equals(graph.root().vertex().digest()));
    }

    private static String log(List<Progress> events) {
        return events.stream()
                .filter(Progress.LogChunk.class::isInstance)
                .map(e -> ((Progress.LogChunk) e).bytes().text())
                .collect(Collectors.joining());
    }
}
