package dev.jbuild.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;

/**
 * The client of the engine's whole interface, which is a thousand classes: made when it is first
 * asked for.
 *
 * <p>Requests carry no API version, so that every engine answers in the newest one that it knows.
 */
final class DockerApi implements AutoCloseable {
    /** Address and logins are found by us, so docker-java need not read Docker's settings. */
    private static final String NO_SETTINGS = "/dev/null";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final EngineAddress address;
    private @Nullable DockerHttpClient http;
    private @Nullable DockerClient client;

    DockerApi(EngineAddress address) {
        this.address = address;
    }

    synchronized DockerHttpClient http() {
        DockerHttpClient made = http;
        if (made == null) {
            made =
                    new ZerodepDockerHttpClient.Builder()
                            .dockerHost(address.uri())
                            .sslConfig(address.tls().<SSLConfig>map(tls -> () -> tls).orElse(null))
                            .connectionTimeout(CONNECT_TIMEOUT)
                            .build();
            http = made;
        }
        return made;
    }

    synchronized DockerClient client() {
        DockerClient made = client;
        if (made == null) {
            DefaultDockerClientConfig config =
                    new DefaultDockerClientConfig.Builder()
                            .withApiVersion(RemoteApiVersion.UNKNOWN_VERSION)
                            .withDockerHost(address.uri().toString())
                            .withDockerTlsVerify(false)
                            .withDockerConfig(NO_SETTINGS)
                            .build();
            made = DockerClientImpl.getInstance(config, http());
            client = made;
        }
        return made;
    }

    @Override
    public synchronized void close() throws IOException {
        if (client != null) {
            client.close();
        }
        if (http != null) {
            http.close();
        }
    }
}
