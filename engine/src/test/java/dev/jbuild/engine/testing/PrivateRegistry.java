package dev.jbuild.engine.testing;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A registry of the test's own, behind TLS and a password. Engine and client trust it by a
 * certificate in Docker's folder for its address, which goes again with it. The address is none of
 * the loopback's, since those are spoken to without TLS.
 */
public final class PrivateRegistry implements AutoCloseable {
    private static final String USER = "ada";
    private static final String PASSWORD = "open sesame";

    /** Of the password, by bcrypt, as the registry wants it. */
    private static final String HASH =
            "$2b$04$MZO9b/0TxxH/chZmJFhi6eeabjOKtcM4pk2fuTS40No2bkf25Qrm6";

    private static final String STORE_PASSWORD = "changeit";

    private final Path folder;
    private final String host;
    private final Path trusted;
    private final Process process;

    /** Starts one, with all that it keeps in an empty folder. */
    public PrivateRegistry(Path folder) throws Exception {
        this.folder = folder;
        String address = address();
        int port = freePort(address);
        this.host = address + ":" + port;
        KeyStore keys = makeCertificate(address);
        this.trusted = Files.createDirectories(Path.of("/etc/docker/certs.d", host));
        Files.copy(folder.resolve("certificate.pem"), trusted.resolve("ca.crt"));
        Files.writeString(folder.resolve("htpasswd"), USER + ":" + HASH + "\n");
        Files.writeString(folder.resolve("config.yml"), config());
        this.process =
                new ProcessBuilder(program(), "serve", folder.resolve("config.yml").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        awaitAnswer(keys);
    }

    private String config() {
        return """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %1$s/data
                http:
                  addr: %2$s
                  tls:
                    certificate: %1$s/certificate.pem
                    key: %1$s/key.pem
                auth:
                  htpasswd:
                    realm: test
                    path: %1$s/htpasswd
                """
                .formatted(folder, host);
    }

    /** Host and port. */
    public String host() {
        return host;
    }

    /** A folder for {@code DOCKER_CONFIG} of somebody who is logged in. */
    public Path login() throws IOException {
        String pair =
                Base64.getEncoder()
                        .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        Path settings = Files.createDirectories(folder.resolve("settings"));
        Files.writeString(
                settings.resolve("config.json"),
                "{\"auths\": {\"" + host + "\": {\"auth\": \"" + pair + "\"}}}");
        return settings;
    }

    /** The requests so far that have written something, each as method and path. */
    public List<String> writes() throws IOException {
        return Files.readAllLines(folder.resolve("log")).stream()
                .filter(line -> line.matches(".*\"(PUT|POST|PATCH) [^\"]*\".*"))
                .toList();
    }

    private static String address() throws IOException {
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    return address.getHostAddress();
                }
            }
        }
        throw new IOException("no address but the loopback's");
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    /** The program is among the tools of the development engine. */
    private static String program() {
        String docker = System.getenv("JBUILD_DEV_DOCKER");
        return Path.of(docker)
                .resolve("../../../../tools/usr/bin/docker-registry")
                .normalize()
                .toString();
    }

    private KeyStore makeCertificate(String address) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-alias",
                                "registry",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + address,
                                "-ext",
                                "san=ip:" + address,
                                "-ext",
                                "bc=ca:true",
                                "-storepass",
                                STORE_PASSWORD,
                                "-keystore",
                                store.toString())
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool fails");
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        writePem("certificate", "CERTIFICATE", keys.getCertificate("registry").getEncoded());
        writePem(
                "key",
                "PRIVATE KEY",
                keys.getKey("registry", STORE_PASSWORD.toCharArray()).getEncoded());
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("registry", keys.getCertificate("registry"));
        return trust;
    }

    private void writePem(String file, String kind, byte[] content) throws IOException {
        Files.writeString(
                folder.resolve(file + ".pem"),
                "-----BEGIN "
                        + kind
                        + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                        + "\n-----END "
                        + kind
                        + "-----\n");
    }

    /** Until it answers, or has ended. */
    private void awaitAnswer(KeyStore trust) throws Exception {
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        String[] parts = host.split(":", -1);
        while (process.isAlive()) {
            try (var socket =
                    context.getSocketFactory().createSocket(parts[0], Integer.parseInt(parts[1]))) {
                ((javax.net.ssl.SSLSocket) socket).startHandshake();
                return;
            } catch (java.net.ConnectException e) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException(
                "the registry does not start: " + Files.readString(folder.resolve("log")));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(trusted.resolve("ca.crt"));
        Files.delete(trusted);
    }

    /** What a build needs in its environment to be logged in. */
    public Map<String, String> environment() throws IOException {
        return Map.of("DOCKER_CONFIG", login().toString());
    }
}
