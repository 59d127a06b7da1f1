package dev.jbuild.dsl.script;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of each word that has any. All forms of a word take the same. */
public enum WordOptions {
    ARG("arg", any("default"), flag("required"), any("choices"), text("doc")),
    FILE("file", any("default")),
    FROM("from", map("args")),
    FROM_DOCKERFILE("fromDockerfile", text("dockerfile"), text("stage"), map("args")),
    COPY(
            "copy",
            text("into").required(),
            text("from"),
            text("chown"),
            text("chmod"),
            any("exclude"),
            flag("ifExists"),
            flag("keepTimestamps"),
            text("symlinks"),
            flag("unpack"),
            flag("link"),
            map("args")),
    FETCH(
            "fetch",
            text("sha256"),
            text("into").required(),
            flag("unpack"),
            text("chown"),
            text("chmod")),
    GIT_CLONE(
            "gitClone",
            text("ref"),
            text("into").required(),
            any("exclude"),
            text("chown"),
            text("chmod")),
    HEALTHCHECK(
            "healthcheck",
            text("interval"),
            text("timeout"),
            text("startPeriod"),
            number("retries")),
    RUN(
            "run",
            map("env"),
            any("secrets"),
            text("user"),
            text("workdir"),
            any("tmpfs"),
            map("mounts"),
            text("network"),
            flag("ssh"),
            flag("privileged"),
            text("timeout"),
            number("retries"),
            any("cacheKey"),
            flag("noCache"),
            flag("pushOnly")),
    SERVICE(
            "service",
            text("image").required(),
            map("args"),
            text("platform"),
            map("env"),
            any("cmd"),
            text("user"),
            any("tmpfs"),
            any("aliases"),
            any("ready"),
            text("timeout")),
    CACHE("cache", text("id"), text("sharing"), text("chown"), text("chmod")),
    ARTIFACT("artifact", text("as"), flag("always")),
    CDN(
            "cdn",
            text("to").required(),
            text("base"),
            any("fingerprint"),
            any("adopt"),
            flag("integrity"),
            any("precompress"),
            map("cacheControl"),
            text("phoenix"),
            text("vite"),
            text("purge"),
            text("verify")),
    IMAGE(
            "image",
            flag("push"),
            text("maxSize"),
            text("as"),
            text("compression"),
            flag("provenance"),
            text("sbom")),
    IMAGE_REF("imageRef", text("name"), text("platform"), map("args")),
    IMAGE_DIGEST("imageDigest", text("name"), text("platform"), map("args")),
    BUILD("build", any("platforms"), map("args")),
    NEEDS("needs", map("args")),
    PLATFORM("platform", text("per"));

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor, and not after it
    private final Map<String, Option> options = new LinkedHashMap<>();

    WordOptions(String word, Option... options) {
        this.word = word;
        for (Option option : options) {
            this.options.put(option.name(), option);
        }
    }

    /** The options of a word; empty when it has none. */
    public static Optional<WordOptions> of(String word) {
        return Arrays.stream(values()).filter(options -> options.word.equals(word)).findFirst();
    }

    public Set<String> names() {
        return options.keySet();
    }

    public Optional<Option> named(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The names of those that a call must give. */
    public List<String> required() {
        return options.values().stream().filter(Option::isRequired).map(Option::name).toList();
    }

    private static Option text(String name) {
        return new Option(name, String.class, false);
    }

    private static Option flag(String name) {
        return new Option(name, Boolean.class, false);
    }

    private static Option number(String name) {
        return new Option(name, Integer.class, false);
    }

    private static Option map(String name) {
        return new Option(name, Map.class, false);
    }

    /** One that is checked when it is read: a text or a list of them, for instance. */
    private static Option any(String name) {
        return new Option(name, Object.class, false);
    }

    /**
     * One option.
     *
     * @param type what the compiler lets pass
     * @param isRequired whether a call must give it
     */
    public record Option(String name, Class<?> type, boolean isRequired) {
        private Option required() {
            return new Option(name, type, true);
        }
    }
}
