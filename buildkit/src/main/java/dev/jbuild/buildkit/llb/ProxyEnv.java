package dev.jbuild.buildkit.llb;

/**
 * Proxy settings that a step sees as environment variables but that are no part of its cache key;
 * empty ones are left out.
 */
public record ProxyEnv(String http, String https, String ftp, String no, String all) {}
