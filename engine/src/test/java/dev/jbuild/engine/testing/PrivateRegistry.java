package dev.jbuild.engine.testing;

import dev.jbuild.buildkit.testing.Password;
import dev.jbuild.buildkit.testing.RegistryProcess;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A registry of the test's own, behind TLS and a password. Engine and client trust it by a
 * certificate in Docker's folder for its address, which goes again with it. The address is none of
 * the loopback's, since those are spoken to without TLS.
 */
public final class PrivateRegistry implements AutoCloseable {
    private static final String STORE_PASSWORD = "changeit";

    private final Path folder;
    private final String host;
    private final Path trusted;
    private final RegistryProcess process;

    /** Starts one, with all that it keeps in an empty folder. */
    public PrivateRegistry(Path folder) throws Exception {
        this.folder = folder;
        String address = address();
        this.host = RegistryProcess.freeHost(address);
        makeCertificate(address);
        this.trusted = Files.createDirectories(Path.of("/etc/docker/certs.d", host));
        Files.copy(folder.resolve("certificate.pem"), trusted.resolve("ca.crt"));
        this.process = new RegistryProcess(folder, host, settings());
    }

    private String settings() throws IOException {
        return """
                 tls:
                   certificate: %1$s/certificate.pem
                   key: %1$s/key.pem
               %2$s"""
                .formatted(folder, Password.settings(folder));
    }

    /** Host and port. */
    public String host() {
        return host;
    }

    /** The requests so far that have written something, each as method and path. */
    public List<String> writes() throws IOException {
        return process.writes();
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

    private void makeCertificate(String address) throws Exception {
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

    @Override
    public void close() throws IOException {
        process.close();
        Files.delete(trusted.resolve("ca.crt"));
        Files.delete(trusted);
    }

    /** What a build needs in its environment to be logged in. */
    public Map<String, String> environment() throws IOException {
        return process.login(Password.USER, Password.PASSWORD);
    }
}
