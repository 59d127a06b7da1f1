package dev.jbuild.engine.lower;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.jbuild.model.Platform;
import dev.jbuild.model.Step;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How an image runs: the {@code config} object of the OCI image specification. Immutable.
 *
 * <p>What a base image says and no step here changes is carried along as it is.
 */
public final class ImageConfig {
    /** Neither base nor steps say anything. */
    public static final ImageConfig EMPTY =
            new ImageConfig(
                    JsonMapper.builder().build().createObjectNode(),
                    MissingNode.getInstance(),
                    List.of());

    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    /**
     * The time that images bear. Fixed, so that equal content has an equal digest; not 1970,
     * because archives of the zip family know no time before 1980.
     */
    public static final Instant CREATED = Instant.parse("1980-01-02T00:00:00Z");

    private final ObjectNode config;

    /** The layers of the base image, as its document has them. */
    private final JsonNode base;

    /**
     * What has made the image, step by step, as its document says it. What is not said here the
     * builder makes up from what it happens to know of a layer.
     */
    private final List<JsonNode> history;

    private ImageConfig(ObjectNode config, JsonNode base, List<JsonNode> history) {
        this.config = config;
        this.base = base;
        this.history = List.copyOf(history);
    }

    /**
     * Takes the {@code config} part out of an image's configuration document.
     *
     * @throws IOException when the document is no JSON object
     */
    public static ImageConfig of(byte[] document) throws IOException {
        JsonNode image = JSON.readTree(document);
        ObjectNode config =
                image.path("config") instanceof ObjectNode object
                        ? object.deepCopy()
                        : JSON.createObjectNode();
        List<JsonNode> history = new ArrayList<>();
        image.path("history").forEach(history::add);
        return new ImageConfig(config, image.path("rootfs"), history);
    }

    /** Variables in the order in which they were first set. */
    public SequencedMap<String, String> environment() {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        for (JsonNode entry : config.path("Env")) {
            String text = entry.asText();
            int equals = text.indexOf('=');
            if (equals > 0) {
                variables.put(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        return variables;
    }

    /** Absolute. */
    public String workdir() {
        String workdir = config.path("WorkingDir").asText("");
        return workdir.isEmpty() ? "/" : workdir;
    }

    /** Empty is root. */
    public String user() {
        return config.path("User").asText("");
    }

    /** What runs when nothing else is asked for; empty when that is nothing. */
    public List<String> command() {
        List<String> argv = new ArrayList<>();
        config.path("Entrypoint").forEach(word -> argv.add(word.asText()));
        config.path("Cmd").forEach(word -> argv.add(word.asText()));
        return argv;
    }

    /** The program that tells whether a container is well; empty when there is none. */
    public List<String> healthcheck() {
        List<String> test = new ArrayList<>();
        config.path("Healthcheck").path("Test").forEach(word -> test.add(word.asText()));
        return switch (test.isEmpty() ? "NONE" : test.removeFirst()) {
            case "CMD" -> test;
            case "CMD-SHELL" -> {
                List<String> shell = new ArrayList<>();
                config.path("Shell").forEach(word -> shell.add(word.asText()));
                List<String> argv = shell.isEmpty() ? DEFAULT_SHELL : shell;
                yield Stream.concat(argv.stream(), test.stream()).toList();
            }
            default -> List.of();
        };
    }

    ImageConfig withEnvironment(SequencedMap<String, String> variables) {
        return with(
                c -> {
                    ArrayNode env = c.putArray("Env");
                    variables.forEach((name, value) -> env.add(name + "=" + value));
                });
    }

    ImageConfig withWorkdir(String workdir) {
        return with(c -> c.put("WorkingDir", workdir));
    }

    ImageConfig withUser(String user) {
        return with(c -> c.put("User", user));
    }

    ImageConfig withEntrypoint(List<String> argv) {
        return with(c -> putAll(c.putArray("Entrypoint"), argv));
    }

    ImageConfig withoutCmd() {
        return with(c -> c.remove("Cmd"));
    }

    ImageConfig withCmd(List<String> argv) {
        return with(c -> putAll(c.putArray("Cmd"), argv));
    }

    ImageConfig withPorts(List<String> ports) {
        return with(c -> ports.forEach(c.withObject("/ExposedPorts")::putObject));
    }

    ImageConfig withLabels(SortedMap<String, String> labels) {
        return with(c -> labels.forEach(c.withObject("/Labels")::put));
    }

    ImageConfig withVolumes(List<String> paths) {
        return with(c -> paths.forEach(c.withObject("/Volumes")::putObject));
    }

    ImageConfig withStopSignal(String signal) {
        return with(c -> c.put("StopSignal", signal));
    }

    ImageConfig withShell(List<String> argv) {
        return with(c -> putAll(c.putArray("Shell"), argv));
    }

    /** Times that are not given stay with the engine. */
    ImageConfig withHealthcheck(Step.Healthcheck health) {
        return with(
                c -> {
                    ObjectNode object = c.putObject("Healthcheck");
                    ArrayNode test = object.putArray("Test");
                    switch (health.check().orElse(null)) {
                        case null -> test.add("NONE");
                        case Step.Command.Script(String text) -> test.add("CMD-SHELL").add(text);
                        case Step.Command.Argv(List<String> argv) -> putAll(test.add("CMD"), argv);
                    }
                    health.interval().ifPresent(t -> object.put("Interval", t.toNanos()));
                    health.timeout().ifPresent(t -> object.put("Timeout", t.toNanos()));
                    health.startPeriod().ifPresent(t -> object.put("StartPeriod", t.toNanos()));
                    if (health.retries() > 0) {
                        object.put("Retries", health.retries());
                    }
                });
    }

    /** Remembers a step that has put a layer on top. */
    ImageConfig withLayer(String step) {
        return with(entry(step));
    }

    /** Remembers a step that has changed no file. */
    ImageConfig withSetting(String step) {
        return with(entry(step).put("empty_layer", true));
    }

    /** Remembers each layer of the base of which the base itself says nothing. */
    ImageConfig withWholeBase() {
        long told = history.stream().filter(step -> !step.path("empty_layer").asBoolean()).count();
        ImageConfig whole = this;
        for (long layer = told; layer < base.path("diff_ids").size(); layer++) {
            whole = whole.withLayer("layer of the base image");
        }
        return whole;
    }

    private static ObjectNode entry(String step) {
        return JSON.createObjectNode().put("created", CREATED.toString()).put("created_by", step);
    }

    private ImageConfig with(ObjectNode entry) {
        return new ImageConfig(
                config, base, Stream.concat(history.stream(), Stream.of(entry)).toList());
    }

    private ImageConfig with(Consumer<ObjectNode> change) {
        ObjectNode changed = config.deepCopy();
        change.accept(changed);
        return new ImageConfig(changed, base, history);
    }

    private static void putAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /** A configuration document that says which layers are the base's; empty without a base. */
    public String baseDocument() {
        return base.isMissingNode() ? "" : JSON.createObjectNode().set("rootfs", base).toString();
    }

    /**
     * The configuration document of an image for {@code platform}; the exporter adds the layers.
     */
    public String document(Platform platform) {
        ObjectNode image = JSON.createObjectNode();
        image.put("architecture", platform.architecture());
        image.put("os", platform.os());
        if (!platform.variant().isEmpty()) {
            image.put("variant", platform.variant());
        }
        image.put("created", CREATED.toString());
        image.set("config", config);
        ObjectNode rootfs = image.putObject("rootfs");
        rootfs.put("type", "layers");
        rootfs.putArray("diff_ids");
        image.putArray("history").addAll(history);
        try {
            return JSON.writeValueAsString(image);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
