package dev.jbuild.engine.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Export;
import dev.jbuild.buildkit.GatewayResult;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.engine.attest.Statement;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.Scan;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds out what is to be said of images: how they were made, and what is in them. */
public final class Statements {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Bytes of what is read into memory; lists of the largest images have a tenth of that. */
    private static final long MOST = 256L << 20;

    private final Exporter exporter;
    private final Path staging;

    /**
     * @param staging folder for what scanners write, on its way
     */
    public Statements(Exporter exporter, Path staging) {
        this.exporter = exporter;
        this.staging = staging;
    }

    /** What is said of the image of each platform; nothing where nobody wants that. */
    public SortedMap<Platform, List<Statement>> of(Output.Image image, Source source)
            throws BuildException, InterruptedException {
        SortedMap<Platform, List<Statement>> all = new TreeMap<>();
        if (!image.options().isAttested()) {
            return all;
        }
        Optional<ImageOptions.Scanner> scanner = image.options().scanner();
        for (Map.Entry<Platform, RecipeId> node : image.nodes().entrySet()) {
            List<Statement> said = new ArrayList<>();
            if (scanner.isPresent()) {
                said.addAll(scanned(scanner.get(), node.getValue(), source));
            }
            if (image.options().provenance()) {
                said.add(Statement.provenance(source.provenance(node.getValue())));
            }
            all.put(node.getKey(), said);
        }
        return all;
    }

    private List<Statement> scanned(ImageOptions.Scanner scanner, RecipeId node, Source source)
            throws BuildException, InterruptedException {
        Lowered lowered = source.lowered(node);
        Scan scan = lowered.scans().get(scanner);
        if (scan == null || !scan.isRunnable()) {
            throw refused(scanner, "its image has no program to run", null);
        }
        Definition definition = Definition.of(scan.of(lowered.tree()));
        try (ScratchFolder folder = ScratchFolder.in(staging)) {
            exporter.export(
                    List.of(node),
                    new Export.Local(folder.path(), MOST),
                    gateway -> GatewayResult.single(gateway.solve(definition), ""));
            List<Statement> statements = read(scanner, folder.path());
            if (statements.isEmpty()) {
                throw refused(scanner, "it has written nothing about `" + node + "`", null);
            }
            return statements;
        } catch (BuildkitException.StepFailed e) {
            if (e.vertex().equals(Optional.of(definition.root().vertex().digest()))) {
                throw refused(scanner, "it failed" + exit(e), e);
            }
            throw Failures.of("make `" + node.target() + "` again", e);
        } catch (BuildkitException e) {
            throw Failures.of("list what is in the image of `" + node + "`", e);
        } catch (IOException e) {
            throw refused(scanner, "what it has written is unreadable: " + e.getMessage(), e);
        }
    }

    private static String exit(BuildkitException.StepFailed failure) {
        OptionalInt code = failure.exitCode();
        return code.isPresent() ? " with exit code " + code.getAsInt() : "";
    }

    private static List<Statement> read(ImageOptions.Scanner scanner, Path folder)
            throws EnvironmentFailure, IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files =
                    entries.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .toList();
        }
        List<Statement> statements = new ArrayList<>();
        for (Path file : files) {
            JsonNode statement;
            try {
                statement = JSON.readTree(Files.readAllBytes(file));
            } catch (JsonProcessingException e) {
                throw refused(scanner, "`" + file.getFileName() + "` of it is no JSON", e);
            }
            String kind = statement.path("predicateType").asText();
            if (kind.isEmpty() || !statement.path("predicate").isObject()) {
                throw refused(scanner, "`" + file.getFileName() + "` of it is no statement", null);
            }
            statements.add(new Statement(kind, statement.path("predicate")));
        }
        return statements;
    }

    private static EnvironmentFailure refused(
            ImageOptions.Scanner scanner, String why, @Nullable Exception cause) {
        return new EnvironmentFailure(
                "scanner-refused",
                "`" + scanner.image() + "` could not list what is in an image: " + why,
                "`sbom:` names an image made for that, such as docker/buildkit-syft-scanner",
                cause);
    }
}
