package dev.jbuild.buildkit.session;

/**
 * That an export was not taken to its end.
 *
 * @param reason for people
 * @param own whether it is our reason; if not, the daemon has one and knows it better
 */
public record Refusal(String reason, boolean own) {}
