package dev.jbuild.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A real browser without a window. */
public final class Browser {
    private static final String IMAGE = "jbuild-test/browser-" + TestEngine.NONCE;

    private static final String PROJECT =
            """
            jbuild '1'

            target('browser') {
                from 'BASE'
                run '''
                    apt-get update -q
                    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \\\\
                        chromium-headless-shell
                '''
                image 'IMAGE'
            }
            """
                    .replace("BASE", TestEngine.BASE)
                    .replace("IMAGE", IMAGE);

    private static final String LOOK =
            "chromium-headless-shell --no-sandbox --disable-gpu --enable-logging=stderr"
                    + " --virtual-time-budget=10000 --dump-dom ADDRESS 2>/tmp/log;"
                    + " echo; grep -a CONSOLE /tmp/log || true";

    private Browser() {}

    /** A page after its scripts have run, and what the browser had to say about it. */
    public record Seen(String page, String complaints) {}

    /**
     * Opens a page of a server.
     *
     * @param folder an empty one, for a build
     * @param path of the page, with a slash in front
     */
    public static Seen open(Path folder, Container server, String path)
            throws IOException, InterruptedException {
        String look = LOOK.replace("ADDRESS", "http://localhost:8080" + path);
        return open(folder, () -> server.beside(IMAGE, look));
    }

    /**
     * Opens a page of this machine that needs no other file.
     *
     * @param folder an empty one, for a build
     */
    public static Seen open(Path folder, Path page) throws IOException, InterruptedException {
        String look = "cat >/page.html; " + LOOK.replace("ADDRESS", "file:///page.html");
        return open(
                folder,
                () ->
                        Processes.piped(
                                List.of(
                                        new ProcessBuilder("cat", page.toString()),
                                        new ProcessBuilder(
                                                Containers.command(
                                                        "run",
                                                        "--rm",
                                                        "-i",
                                                        "--network",
                                                        "none",
                                                        IMAGE,
                                                        "sh",
                                                        "-c",
                                                        look)))));
    }

    private static Seen open(Path folder, Look look) throws IOException, InterruptedException {
        Outcome built = new Jbuild(folder).write("jbuild.groovy", PROJECT).run("+browser");
        assertThat(built.exitCode()).as(built.toString()).isZero();
        try {
            String all = look.run();
            int end = all.indexOf("</html>");
            assertThat(end).as(all).isPositive();
            return new Seen(all.substring(0, end), all.substring(end + "</html>".length()).strip());
        } finally {
            Containers.remove(IMAGE);
        }
    }

    private interface Look {
        String run() throws IOException, InterruptedException;
    }
}
