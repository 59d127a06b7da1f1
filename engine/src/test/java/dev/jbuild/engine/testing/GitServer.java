package dev.jbuild.engine.testing;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Git repositories that git's own server serves. */
public final class GitServer implements AutoCloseable {
    private final Path root;
    private final WebServer web;
    private final AtomicInteger visits = new AtomicInteger();
    private Optional<String> login = Optional.empty();

    /**
     * @param root folder of the repositories, made when it is missing
     */
    public GitServer(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        this.web = new WebServer(this::answer);
    }

    /** A repository that can be written to. */
    public final class Repository {
        private final Path folder;

        private Repository(String name) throws Exception {
            folder = Files.createDirectories(root.resolve(name + ".git"));
            git("init", "-q", "-b", "main");
            git("config", "uploadpack.allowAnySHA1InWant", "true");
        }

        /** Where clients find it. */
        public String url() {
            return web.url() + "/" + folder.getFileName();
        }

        public Path folder() {
            return folder;
        }

        /** Writes a file, which a commit takes up. */
        public Repository write(String path, String content) throws IOException {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        }

        /** Commits all files, and returns the name of the commit. */
        public String commit() throws Exception {
            git("add", "-A");
            git("commit", "-qm", "changed");
            return git("rev-parse", "HEAD").strip();
        }

        /** Runs git in the repository. */
        public String git(String... words) throws Exception {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of("-c", "user.name=t", "-c", "user.email=t@example.org"));
            command.addAll(Arrays.asList(words));
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output);
            }
            return output;
        }
    }

    /** Makes a repository without commits. */
    public Repository repository(String name) throws Exception {
        return new Repository(name);
    }

    /** From now on answers only who has this name and password. */
    public void requireLogin(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        login = Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }

    /** How many requests there were. */
    public int visits() {
        return visits.get();
    }

    /** Where it serves, without a slash at the end. */
    public String url() {
        return web.url();
    }

    @Override
    public void close() {
        web.close();
    }

    /** Has git answer, by the rules of CGI. */
    private void answer(HttpExchange exchange) throws Exception {
        visits.incrementAndGet();
        byte[] request = exchange.getRequestBody().readAllBytes();
        if (login.isPresent() && !header(exchange, "Authorization").equals(login)) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        ProcessBuilder backend = new ProcessBuilder("git", "http-backend");
        Map<String, String> environment = backend.environment();
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        String path = exchange.getRequestURI().getPath();
        environment.put("PATH_INFO", path.replaceFirst("[.]git/", ".git/.git/"));
        environment.put(
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        header(exchange, "Content-Type").ifPresent(v -> environment.put("CONTENT_TYPE", v));
        header(exchange, "Content-Encoding")
                .ifPresent(v -> environment.put("HTTP_CONTENT_ENCODING", v));
        header(exchange, "Git-Protocol").ifPresent(v -> environment.put("GIT_PROTOCOL", v));
        environment.put("CONTENT_LENGTH", Integer.toString(request.length));
        Process process = backend.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(request);
        }
        InputStream output = process.getInputStream();
        int status = 200;
        for (String line = line(output); !line.isEmpty(); line = line(output)) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equals("Status")) {
                status = Integer.parseInt(parts[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(parts[0], parts[1]);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        output.transferTo(exchange.getResponseBody());
        exchange.close();
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c >= 0 && c != '\n'; c = input.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
