package dev.jbuild.engine.trust;

import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.ProxyEnv;
import dev.jbuild.buildkit.llb.SecretEnv;
import dev.jbuild.engine.lower.Ambient;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How steps come to trust what the host trusts: secrets that every run may have.
 *
 * <p>The secrets are optional, and every run asks for them on every machine. So a step is the same
 * operation with and without them, and neither keys nor layers tell one machine from another. They
 * are mounted below {@code /dev}, which is a file system of its own in a step: even the empty files
 * that a mount leaves behind are in no layer. They do not take the place of the image's own bundle,
 * since a step may want to install that.
 */
public final class StepTrust {
    private static final String FOLDER = "/dev/jbuild/";
    private static final String BUNDLE = FOLDER + "ca.pem";
    private static final String KEY_STORE = FOLDER + "ca.jks";
    private static final String PREFIX = "jbuild.trust.";
    private static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";
    private static final Map<String, String> VARIABLES = variables();

    private StepTrust() {}

    private static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "SSL_CERT_FILE",
                        "CURL_CA_BUNDLE",
                        "GIT_SSL_CAINFO",
                        "NODE_EXTRA_CA_CERTS",
                        "PIP_CERT",
                        "REQUESTS_CA_BUNDLE")) {
            variables.put(name, BUNDLE);
        }
        variables.put(
                JAVA_OPTIONS,
                "-Djavax.net.ssl.trustStore="
                        + KEY_STORE
                        + " -Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword="
                        + HostTrust.KEY_STORE_PASSWORD);
        return variables;
    }

    /**
     * What every run asks for.
     *
     * @param environment the host's, for its proxies, which BuildKit keeps out of cache keys
     * @param builder may not know secrets as variables, as that of Docker 20.10: there the
     *     variables are plain ones, set only where there is something to trust
     */
    public static Ambient ambient(
            Map<String, String> environment, Capabilities builder, Optional<HostTrust> trust) {
        List<Mount> mounts =
                List.of(
                        new Mount.Secret(BUNDLE, PREFIX + "pem", 0, 0, 0444, true),
                        new Mount.Secret(KEY_STORE, PREFIX + "jks", 0, 0, 0444, true));
        if (!builder.secretEnv()) {
            return new Ambient(
                    mounts,
                    List.of(),
                    trust.isPresent() ? VARIABLES : Map.of(),
                    proxy(environment),
                    false,
                    builder.mergeAndDiff());
        }
        List<SecretEnv> variables = new ArrayList<>();
        VARIABLES.keySet().forEach(v -> variables.add(new SecretEnv(v, PREFIX + v, true)));
        return new Ambient(
                mounts, variables, Map.of(), proxy(environment), false, builder.mergeAndDiff());
    }

    /** Whether a line of a step's output is a virtual machine's mention of what only we set. */
    public static boolean isEcho(String line) {
        return line.equals("Picked up " + JAVA_OPTIONS + ": " + VARIABLES.get(JAVA_OPTIONS));
    }

    private static Optional<ProxyEnv> proxy(Map<String, String> environment) {
        ProxyEnv proxy =
                new ProxyEnv(
                        setting(environment, "HTTP_PROXY"),
                        setting(environment, "HTTPS_PROXY"),
                        setting(environment, "FTP_PROXY"),
                        setting(environment, "NO_PROXY"),
                        setting(environment, "ALL_PROXY"));
        return proxy.equals(new ProxyEnv("", "", "", "", ""))
                ? Optional.empty()
                : Optional.of(proxy);
    }

    /** Programs disagree on the case of these names. */
    private static String setting(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return lower.isEmpty() ? environment.getOrDefault(name, "") : lower;
    }

    /** The answer to a run that asks for the secret {@code id}. */
    public static Optional<byte[]> secret(String id, Optional<HostTrust> trust) {
        if (trust.isEmpty() || !id.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return switch (id.substring(PREFIX.length())) {
            case "pem" -> Optional.of(trust.get().pem().toArray());
            case "jks" -> Optional.of(trust.get().keyStore().toArray());
            case String name ->
                    Optional.ofNullable(VARIABLES.get(name))
                            .map(value -> value.getBytes(StandardCharsets.UTF_8));
        };
    }
}
