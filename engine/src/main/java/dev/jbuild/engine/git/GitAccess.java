package dev.jbuild.engine.git;

import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

import java.util.Map;

/** Lets commands reach repositories as the user's git would. */
final class GitAccess {
    /** In seconds without a byte. */
    private static final int PATIENCE = 60;

    private final WebConnections web;
    private final SshProgram ssh;
    private final HostCredentials credentials;

    GitAccess(Map<String, String> environment) {
        this.web = new WebConnections(environment);
        this.ssh = new SshProgram(environment);
        this.credentials = new HostCredentials(environment);
    }

    <C extends TransportCommand<C, ?>> C with(C command) {
        return command.setCredentialsProvider(credentials)
                .setTimeout(PATIENCE)
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
