package dev.jbuild.buildkit.llb;

/** A line for {@code /etc/hosts} of a step. */
public record HostIp(String host, String ip) {}
