package dev.jbuild.buildkit.session;

/**
 * How to log in at a registry.
 *
 * @param username empty when the secret is an identity token
 * @param secret password or token; both empty is anonymous
 */
public record Credentials(String username, String secret) {

    public static final Credentials ANONYMOUS = new Credentials("", "");

    /** Tells who, never the secret. */
    @Override
    public String toString() {
        return "Credentials["
                + (secret.isEmpty() ? "anonymous" : username.isEmpty() ? "token" : username)
                + "]";
    }
}
