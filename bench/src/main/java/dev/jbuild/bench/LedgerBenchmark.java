package dev.jbuild.bench;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.front.ledger.Answer;
import dev.jbuild.front.ledger.Fact;
import dev.jbuild.front.ledger.Ledger;
import dev.jbuild.front.ledger.Ledgers;
import dev.jbuild.front.ledger.Present;
import dev.jbuild.front.ledger.Question;
import dev.jbuild.front.ledger.Recheck;
import dev.jbuild.model.Digest;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long does it take to load the ledger's entry of a build that rests on 10,000 files, and how
 * long to look at them all again?
 *
 * <p>{@code bench/run LedgerBenchmark}
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class LedgerBenchmark {
    private static final int FILES = 10_000;
    private static final Question QUESTION = new Question("project", "project +all");

    private final Path folder = Samples.newFolder("jbuild-ledger");
    private final Ledgers ledgers = new Ledgers(folder.resolve("state"), InstantSource.system());
    private final Present present = new Present(Map.of(), InstantSource.system(), 0);

    @Setup
    public void makeEntry() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/main/java"));
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            String text = "class Source" + i + " {}";
            Path file = Files.writeString(sources.resolve("Source" + i + ".java"), text);
            FileStat stat = FileStat.of(file).orElseThrow();
            Digest content = Digest.of(text.getBytes(StandardCharsets.UTF_8));
            facts.add(new Fact.Content(file.toString(), false, stat, content, true));
        }
        Answer answer = new Answer(List.of("plan"), List.of("log"), List.of("up to date"));
        ledgers.add(new Ledger(QUESTION, answer, 0, facts, Optional.empty()));
    }

    @Benchmark
    public Ledger load() throws IOException {
        return ledgers.find(QUESTION).orElseThrow();
    }

    @Benchmark
    public Recheck.Holds loadAndLook() throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        return Recheck.of(load(), present, false, processors).orElseThrow();
    }

    @TearDown
    public void removeFiles() throws IOException {
        Samples.removeFolder(folder);
    }
}
