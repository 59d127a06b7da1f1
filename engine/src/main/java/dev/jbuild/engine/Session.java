package dev.jbuild.engine;

import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.trust.Trust;

import java.util.Map;

/**
 * What a build takes from the user who asks for it. None of it is in a key.
 *
 * @param environment where the engine is, proxies, credentials
 * @param secrets what the user gives to steps that name it
 * @param trust which certificate authorities steps trust beside those of their image
 */
public record Session(Map<String, String> environment, Secrets secrets, Trust trust) {
    public Session {
        environment = Map.copyOf(environment);
    }
}
