package dev.jbuild.engine.git;

import dev.jbuild.engine.limit.Deadline;

import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Lets commands reach repositories as the user's git would. */
final class GitAccess {
    private final WebConnections web;
    private final SshProgram ssh;
    private final HostCredentials credentials;
    private final Patience patience;

    GitAccess(Map<String, String> environment) {
        this(environment, Patience.USUAL);
    }

    GitAccess(Map<String, String> environment, Patience patience) {
        this.patience = patience;
        this.web = new WebConnections(environment);
        this.ssh = new SshProgram(environment, patience.files());
        this.credentials = new HostCredentials(environment);
    }

    <C extends TransportCommand<C, ?>> C with(C command) {
        return command.setCredentialsProvider(credentials)
                .setTimeout(Math.toIntExact(patience.silence().toSeconds()))
                .setTransportConfigCallback(this::prepare);
    }

    /** Asks a server for its names. */
    <T> T names(Callable<T> question) throws GitAPIException {
        return within(patience.names(), question);
    }

    /** Has a server send files. */
    <T> T files(Callable<T> question) throws GitAPIException {
        return within(patience.files(), question);
    }

    private static <T> T within(Duration most, Callable<T> question) throws GitAPIException {
        try {
            return Deadline.within(most, question);
        } catch (TimeoutException e) {
            throw new TransportException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case GitAPIException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private void prepare(Transport transport) {
        switch (transport) {
            case TransportHttp http -> http.setHttpConnectionFactory(web);
            case SshTransport secure -> secure.setSshSessionFactory(ssh);
            default -> {}
        }
    }
}
