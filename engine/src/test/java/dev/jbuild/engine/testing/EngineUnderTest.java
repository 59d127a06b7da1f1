package dev.jbuild.engine.testing;

import dev.jbuild.buildkit.BuildkitClient;
import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.testing.BareBuildkit;
import dev.jbuild.buildkit.testing.Forwarder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real engine and registry that tests run against. */
public final class EngineUnderTest {
    private EngineUnderTest() {}

    /** The environment of a user of that engine; without an engine the test fails. */
    public static Map<String, String> environment() {
        address();
        return BareBuildkit.environment();
    }

    private static String address() {
        String address = System.getenv("DOCKER_HOST");
        if (address == null) {
            throw new AssertionError("no engine to test with: run dev/test, which brings one up");
        }
        return address;
    }

    /** What its builder can do: engines that jbuild supports differ. */
    public static Capabilities capabilities() throws BuildkitException, InterruptedException {
        try (BuildkitClient client = BuildkitClient.connect(Endpoint.parse(address(), null))) {
            return client.capabilities();
        }
    }

    /**
     * Whether it keeps images by a graph driver. Its builder then exports neither archives nor
     * annotations, and dates nothing anew, also where it stands in for a buildkitd.
     */
    public static boolean hasGraphDriver() throws BuildkitException, InterruptedException {
        return capabilities().imageStore() == Capabilities.ImageStore.GRAPHDRIVER;
    }

    /**
     * Whether its BuildKit is so old that copies leave out what is no file, folder or link, and
     * that of a step which two builds wait for only the first is told.
     */
    public static boolean isOld() throws BuildkitException, InterruptedException {
        return !capabilities().copyPatterns();
    }

    /** What the buildx prints that belongs to the engine; older ones have none. */
    public static Optional<String> buildx(String... arguments)
            throws IOException, InterruptedException {
        String program = environment().getOrDefault("JBUILD_DEV_BUILDX", "");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return Optional.of(output);
    }

    /** The socket of the engine. */
    public static UnixDomainSocketAddress socket() {
        return UnixDomainSocketAddress.of(URI.create(address()).getPath());
    }

    /** Its BuildKit, as if it were a buildkitd of its own. */
    public static Forwarder buildkitd() throws IOException {
        return Forwarder.buildkitd(socket());
    }

    /** Whether it gives privileges to steps whose user does. */
    public static boolean givesPrivileges() {
        return Boolean.parseBoolean(System.getenv("JBUILD_DEV_PRIVILEGED"));
    }

    /** Host and port of the registry. */
    public static String registry() {
        return System.getenv().getOrDefault("JBUILD_DEV_REGISTRY", "localhost:5000");
    }

    /** The registry under another name, which can be closed: a registry of the test's own. */
    public static Forwarder registryForATime() throws IOException {
        int port = Integer.parseInt(registry().substring(registry().indexOf(':') + 1));
        return new Forwarder(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
