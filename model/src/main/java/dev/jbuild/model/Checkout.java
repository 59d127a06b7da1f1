package dev.jbuild.model;

import java.nio.file.Path;

/**
 * The files of a commit of a repository elsewhere.
 *
 * @param commit full name
 * @param timestamp when it was made, in seconds since 1970
 * @param root where the files are; they stay as they are
 */
public record Checkout(String commit, long timestamp, Path root) {}
