package dev.jbuild.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A container that serves the releases in a folder: an nginx, set up as docs/cdn.md says, and in
 * front of it a Varnish that keeps pages.
 */
public final class Edge {
    /** Which of the two is asked. */
    public enum Server {
        NGINX(8080),
        VARNISH(6081);

        private final int port;

        Server(int port) {
            this.port = port;
        }
    }

    private static final String IMAGE = "jbuild-test/edge-" + TestEngine.NONCE;
    private static final Pattern LINES =
            Pattern.compile("```text\n((?:root|location) .*?)```", Pattern.DOTALL);

    private static final Pattern OF_FILES =
            Pattern.compile(
                    "```text\n# Files on a host of their own.*?\n(location .*?)```",
                    Pattern.DOTALL);

    private static final String PROJECT =
            """
            jbuild '1'

            target('edge') {
                from 'BASE'
                run '''
                    apt-get update -q
                    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \\\\
                        nginx-light libnginx-mod-http-brotli-static varnish
                '''
                copy 'site.conf', into: '/etc/nginx/sites-enabled/default'
                copy 'cache.vcl', into: '/etc/varnish/default.vcl'
                cmd 'sh', '-c', 'nginx; exec varnishd -F -a :6081 -f /etc/varnish/default.vcl'
                image 'IMAGE'
            }
            """
                    .replace("BASE", TestEngine.BASE)
                    .replace("IMAGE", IMAGE);

    private static final String CACHE =
            """
            vcl 4.1;
            backend origin { .host = "127.0.0.1"; .port = "8080"; }
            sub vcl_recv { if (req.method == "PURGE") { return (purge); } }
            sub vcl_backend_response { set beresp.ttl = 1h; set beresp.uncacheable = false; return (deliver); }
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String container;

    private Edge(String container) {
        this.container = container;
    }

    /**
     * Starts it.
     *
     * @param folder an empty one, for its own build
     * @param origin the folder of the releases, which may be made later
     */
    public static Edge start(Path folder, Path origin) throws IOException, InterruptedException {
        Jbuild jbuild =
                new Jbuild(folder)
                        .write("jbuild.groovy", PROJECT)
                        .write(
                                "site.conf",
                                "server {\nlisten 8080;\n" + documentedLines("/srv/cdn") + "}\n")
                        .write("cache.vcl", CACHE);
        Outcome built = jbuild.run("+edge");
        assertThat(built.exitCode()).as(built.toString()).isZero();
        Files.createDirectories(origin);
        return new Edge(
                Containers.docker(
                        "run",
                        "-d",
                        "-v",
                        origin + ":/srv/cdn:ro",
                        "-p",
                        "127.0.0.1::" + Server.NGINX.port,
                        "-p",
                        "127.0.0.1::" + Server.VARNISH.port,
                        IMAGE));
    }

    /**
     * The lines for nginx that docs/cdn.md shows.
     *
     * @param folder of the origin, as nginx sees it
     */
    public static String documentedLines(String folder) throws IOException {
        String lines =
                LINES.matcher(Files.readString(Path.of("../docs/cdn.md")))
                        .results()
                        .map((MatchResult block) -> block.group(1))
                        .collect(Collectors.joining());
        assertThat(lines).contains("root build/cdn/current;", "location /assets/");
        return lines.replace("build/cdn", folder);
    }

    /** The same for a host that only has files, and pages elsewhere. */
    public static String documentedLinesForFiles(String folder) throws IOException {
        String page = Files.readString(Path.of("../docs/cdn.md"));
        String consent = OF_FILES.matcher(page).results().findFirst().orElseThrow().group(1);
        String first = consent.substring(0, consent.indexOf(" {\n"));
        return documentedLines(folder)
                .replaceFirst(
                        Pattern.quote(first) + " \\{[^}]*}", Matcher.quoteReplacement(consent));
    }

    /** The root of what a server serves. */
    public String address(Server server) throws IOException, InterruptedException {
        String published = Containers.docker("port", container, Integer.toString(server.port));
        return "http://" + published.lines().findFirst().orElseThrow() + "/";
    }

    /** Asks for a path in an encoding, such as {@code br}. */
    public HttpResponse<byte[]> get(Server server, String path, String encoding)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address(server) + path))
                        .header("Accept-Encoding", encoding)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /** Ends it. */
    public void remove() throws IOException, InterruptedException {
        http.close();
        Containers.docker("rm", "-f", container);
        Containers.remove(IMAGE);
    }
}
