package dev.jbuild.engine.git;

import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The {@code ssh} of the user, with its configuration, keys, agent and known hosts, as git starts
 * it. It asks nothing.
 */
final class SshProgram extends SshSessionFactory {
    private final Map<String, String> environment;
    private final Duration longest;

    /**
     * @param longest how long it may run; nobody can be called off who reads from a program
     */
    SshProgram(Map<String, String> environment, Duration longest) {
        this.environment = Map.copyOf(environment);
        this.longest = longest;
    }

    @Override
    public RemoteSession2 getSession(
            URIish uri, @Nullable CredentialsProvider credentials, FS files, int timeout)
            throws TransportException {
        if (uri.getHost().startsWith("-")) {
            throw new TransportException(uri, "the name of the host begins with `-`");
        }
        return new Session(uri);
    }

    @Override
    public String getType() {
        return "program";
    }

    private List<String> command(URIish uri, String remoteCommand) {
        List<String> command = new ArrayList<>();
        String chosen = environment.getOrDefault("GIT_SSH_COMMAND", "");
        command.addAll(
                chosen.isEmpty() ? List.of("ssh") : List.of("sh", "-c", chosen + " \"$@\"", "ssh"));
        command.addAll(List.of("-o", "BatchMode=yes"));
        if (uri.getPort() > 0) {
            command.addAll(List.of("-p", Integer.toString(uri.getPort())));
        }
        String user = uri.getUser() == null ? "" : uri.getUser() + "@";
        command.addAll(List.of("--", user + uri.getHost(), remoteCommand));
        return command;
    }

    private final class Session implements RemoteSession2 {
        private final URIish uri;

        Session(URIish uri) {
            this.uri = uri;
        }

        @Override
        public Process exec(String remoteCommand, int timeout) throws IOException {
            return exec(remoteCommand, Map.of(), timeout);
        }

        @Override
        public Process exec(String remoteCommand, Map<String, String> variables, int timeout)
                throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command(uri, remoteCommand));
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().putAll(variables);
            Process program = builder.start();
            CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> end(program.toHandle()));
            return program;
        }

        @Override
        public void disconnect() {}
    }

    private static void end(ProcessHandle program) {
        program.descendants().forEach(ProcessHandle::destroyForcibly);
        program.destroyForcibly();
    }
}
