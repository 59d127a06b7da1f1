package dev.jbuild.examples.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running container of an image that serves HTTP. */
public final class Container {
    /** An emulated Java takes its time. */
    private static final Duration READY = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String image;
    private final String id;
    private final URI address;

    private Container(String image, String id, URI address) {
        this.image = image;
        this.id = id;
        this.address = address;
    }

    /**
     * Starts a container, whose port is published on a free one of this machine.
     *
     * @param image by digest, of this platform only
     * @param options of {@code docker run}
     */
    public static Container start(String image, String platform, int port, String... options)
            throws IOException, InterruptedException {
        Containers.docker("pull", "-q", "--platform", platform, image);
        List<String> run = new ArrayList<>(List.of("run", "-d", "--platform", platform));
        run.addAll(List.of("-p", "127.0.0.1::" + port));
        run.addAll(List.of(options));
        run.add(image);
        String id = Containers.docker(run.toArray(String[]::new));
        try {
            String published = Containers.docker("port", id, Integer.toString(port));
            return new Container(
                    image, id, URI.create("http://" + published.lines().findFirst().orElseThrow()));
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            Containers.docker("rm", "-f", id);
            throw e;
        }
    }

    /** What it was started from. */
    public String image() {
        return image;
    }

    /** Waits until a path is answered with 200. */
    public void awaitReady(String path) throws InterruptedException {
        Await.until(() -> answers(path), READY, () -> "an answer at " + path + "; " + log());
    }

    private boolean answers(String path) {
        try {
            return get(path).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String log() {
        try {
            return Containers.docker("logs", id);
        } catch (IOException | InterruptedException e) {
            return "no log: " + e;
        }
    }

    /** Asks for a path. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    /** Asks for a path in an encoding, such as {@code br}. */
    public HttpResponse<byte[]> get(String path, String encoding)
            throws IOException, InterruptedException {
        return http.send(
                request(path).header("Accept-Encoding", encoding).build(),
                BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    /** Asks it to end, and says with which exit code it did. */
    public int stop() throws IOException, InterruptedException {
        Containers.docker("stop", "--time", "60", id);
        return Integer.parseInt(
                Containers.docker("inspect", "--format", "{{.State.ExitCode}}", id));
    }

    /** What a shell script prints that runs in the container. */
    public String shell(String script) throws IOException, InterruptedException {
        return Containers.docker("exec", id, "sh", "-c", script);
    }

    /** What a shell script prints in a container beside it, which finds it at {@code localhost}. */
    public String beside(String other, String script) throws IOException, InterruptedException {
        return Containers.docker(
                "run", "--rm", "--network", "container:" + id, other, "sh", "-c", script);
    }

    /** The paths of all its files, without a leading slash. */
    public List<String> files() throws IOException, InterruptedException {
        String listing =
                Processes.piped(
                        List.of(
                                new ProcessBuilder(Containers.command("export", id)),
                                new ProcessBuilder("tar", "-t")));
        return listing.lines().toList();
    }

    /** The first bytes of a file. */
    public byte[] head(String file, int count) throws IOException, InterruptedException {
        String octets = shell("od -An -v -tu1 -w1 -N" + count + " " + Path.of(file));
        byte[] bytes = new byte[count];
        int i = 0;
        for (String octet : octets.lines().toList()) {
            bytes[i++] = (byte) Integer.parseInt(octet.strip());
        }
        return bytes;
    }

    /** Ends and removes it. */
    public void remove() throws IOException, InterruptedException {
        http.close();
        Containers.docker("rm", "-f", id);
    }
}
