package dev.jbuild.engine.git;

import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.NetRC;
import org.eclipse.jgit.transport.URIish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names and passwords that the user already has for a host: a token in the environment, else what
 * {@code .netrc} has, else what git's credential helpers know. Nobody is asked for one.
 *
 * <p>A host is told what is for that host and scheme, and not twice when it was refused.
 */
final class HostCredentials extends CredentialsProvider {
    private static final String TOKEN = "JBUILD_GIT_TOKEN_";

    private final Map<String, String> environment;
    private final Set<String> refused = new HashSet<>();

    HostCredentials(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    private record Login(String user, String password) {}

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        return List.of(items).stream()
                .allMatch(
                        item ->
                                item instanceof CredentialItem.Username
                                        || item instanceof CredentialItem.Password);
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        if (!supports(items) || isRefused(uri)) {
            return false;
        }
        Optional<Login> login = token(uri).or(() -> netrc(uri)).or(() -> helper(uri));
        login.ifPresent(known -> fill(known, items));
        return login.isPresent();
    }

    private static void fill(Login login, CredentialItem... items) {
        for (CredentialItem item : items) {
            switch (item) {
                case CredentialItem.Username user -> user.setValue(login.user());
                case CredentialItem.Password password ->
                        password.setValue(login.password().toCharArray());
                default -> throw new IllegalStateException("not supported: " + item);
            }
        }
    }

    @Override
    public synchronized void reset(URIish uri) {
        refused.add(uri.toString());
    }

    private synchronized boolean isRefused(URIish uri) {
        return refused.contains(uri.toString());
    }

    /** {@code JBUILD_GIT_TOKEN_GITHUB_COM}, for an encrypted connection only. */
    private Optional<Login> token(URIish uri) {
        String host = String.valueOf(uri.getHost()).toUpperCase(Locale.ROOT);
        String value = environment.getOrDefault(TOKEN + host.replaceAll("[^A-Z0-9]", "_"), "");
        if (value.isEmpty() || !"https".equals(uri.getScheme())) {
            return Optional.empty();
        }
        int colon = value.indexOf(':');
        return Optional.of(
                colon < 0
                        ? new Login("x-access-token", value)
                        : new Login(value.substring(0, colon), value.substring(colon + 1)));
    }

    /** What the file in the home of the environment has, which need not be that of the user. */
    private Optional<Login> netrc(URIish uri) {
        Path file = Path.of(environment.getOrDefault("HOME", ""), ".netrc");
        if (!file.isAbsolute() || !Files.isReadable(file)) {
            return Optional.empty();
        }
        NetRC.NetRCEntry entry = new NetRC(file.toFile()).getEntry(uri.getHost());
        return entry == null || entry.login == null || entry.password == null
                ? Optional.empty()
                : Optional.of(new Login(entry.login, new String(entry.password)));
    }

    /** What {@code git credential} answers, where there is a git. */
    private Optional<Login> helper(URIish uri) {
        ProcessBuilder builder =
                new ProcessBuilder("git", "credential", "fill")
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_ASKPASS", "", "SSH_ASKPASS", ""));
        try {
            Process process = builder.start();
            try (var question = process.outputWriter(StandardCharsets.UTF_8)) {
                question.write(question(uri));
            }
            Map<String, String> answer = new HashMap<>();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines()
                        .map(line -> line.split("=", 2))
                        .filter(fact -> fact.length == 2)
                        .forEach(fact -> answer.put(fact[0], fact[1]));
            }
            String user = answer.get("username");
            String password = answer.get("password");
            return process.waitFor() == 0 && user != null && password != null
                    ? Optional.of(new Login(user, password))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String question(URIish uri) throws IOException {
        String host = uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
        String path = String.valueOf(uri.getPath()).replaceFirst("^/+", "");
        if ((host + path).chars().anyMatch(Character::isISOControl)) {
            throw new IOException("a line break in an address would ask for another host");
        }
        return "protocol=%s\nhost=%s\npath=%s\n\n".formatted(uri.getScheme(), host, path);
    }
}
