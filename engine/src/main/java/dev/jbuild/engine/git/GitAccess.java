package dev.jbuild.engine.git;

import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

import java.time.Duration;
import java.util.Map;

/** Lets commands reach repositories as the user's git would. */
final class GitAccess {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);

    private final WebConnections web;
    private final SshProgram ssh;
    private final HostCredentials credentials;

    private final Duration patience;

    GitAccess(Map<String, String> environment) {
        this(environment, USUAL_PATIENCE);
    }

    /**
     * @param patience with a server that sends not one byte
     */
    GitAccess(Map<String, String> environment, Duration patience) {
        this.patience = patience;
        this.web = new WebConnections(environment);
        this.ssh = new SshProgram(environment);
        this.credentials = new HostCredentials(environment);
    }

    <C extends TransportCommand<C, ?>> C with(C command) {
        return command.setCredentialsProvider(credentials)
                .setTimeout(Math.toIntExact(patience.toSeconds()))
                .setTransportConfigCallback(this::prepare);
    }

    private void prepare(Transport transport) {
        switch (transport) {
            case TransportHttp http -> http.setHttpConnectionFactory(web);
            case SshTransport secure -> secure.setSshSessionFactory(ssh);
            default -> {}
        }
    }
}
