package dev.jbuild.buildkit.llb;

/** A resource limit of a step, as in {@code nofile}. Docker 20.10 ignores it. */
public record Ulimit(String name, long soft, long hard) {}
