package dev.jbuild.buildkit.session;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one build's daemon may ask us for.
 *
 * @param directories sent on demand to local sources of the same name
 * @param sshAgent socket of the agent that steps may use under the id {@code default}
 * @param sharedKey under the same key, name and hint the daemon keeps an upload across builds and
 *     asks only for changes; for instance a digest of the machine's id and the project's path.
 *     Empty: shared by all who leave it empty
 */
public record SessionOptions(
        List<LocalDirectory> directories,
        SecretSource secrets,
        CredentialsProvider credentials,
        Optional<Path> sshAgent,
        String sharedKey) {

    /** Nothing to give. */
    public static final SessionOptions EMPTY =
            new SessionOptions(
                    List.of(),
                    SecretSource.NONE,
                    CredentialsProvider.ANONYMOUS,
                    Optional.empty(),
                    "");

    /** Throws {@link IllegalArgumentException} when two directories have one name. */
    public SessionOptions {
        directories = List.copyOf(directories);
        Set<String> names = new HashSet<>();
        for (LocalDirectory directory : directories) {
            if (!names.add(directory.name())) {
                throw new IllegalArgumentException(
                        "two directories are named `" + directory.name() + "`");
            }
        }
    }

    public SessionOptions withDirectories(List<LocalDirectory> directories) {
        return new SessionOptions(directories, secrets, credentials, sshAgent, sharedKey);
    }

    public SessionOptions withSecrets(SecretSource secrets) {
        return new SessionOptions(directories, secrets, credentials, sshAgent, sharedKey);
    }

    public SessionOptions withCredentials(CredentialsProvider credentials) {
        return new SessionOptions(directories, secrets, credentials, sshAgent, sharedKey);
    }

    public SessionOptions withSshAgent(Optional<Path> sshAgent) {
        return new SessionOptions(directories, secrets, credentials, sshAgent, sharedKey);
    }

    public SessionOptions withSharedKey(String sharedKey) {
        return new SessionOptions(directories, secrets, credentials, sshAgent, sharedKey);
    }
}
