package dev.jbuild.buildkit.llb;

/**
 * A secret as an environment variable. Docker 20.10 ignores it without a word: ask for the
 * capability {@code exec.secretenv} first.
 *
 * @param optional without the secret the variable is not set; otherwise the step fails
 */
public record SecretEnv(String variable, String id, boolean optional) {}
