package dev.jbuild.engine.docker;

import com.github.dockerjava.api.model.AuthConfig;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user's credentials for one registry.
 *
 * @param secret password, or identity token where {@code user} is empty
 */
public record RegistryLogin(String registry, String user, String secret) {
    AuthConfig forDockerJava() {
        AuthConfig login = new AuthConfig().withRegistryAddress(registry);
        return user.isEmpty()
                ? login.withIdentityToken(secret)
                : login.withUsername(user).withPassword(secret);
    }

    /** The value of the Engine API's {@code X-Registry-Auth}: base64url of a JSON object. */
    String header() {
        String json =
                user.isEmpty()
                        ? "{\"identitytoken\":" + quoted(secret) + "}"
                        : "{\"username\":"
                                + quoted(user)
                                + ",\"password\":"
                                + quoted(secret)
                                + ",\"serveraddress\":"
                                + quoted(registry)
                                + "}";
        return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "login of `" + user + "` at " + registry;
    }
}
