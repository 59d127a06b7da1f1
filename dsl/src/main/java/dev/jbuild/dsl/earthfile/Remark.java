package dev.jbuild.dsl.earthfile;

/**
 * Something that a person has to look at.
 *
 * @param line of the Earthfile, from 1
 */
public record Remark(int line, String message) {}
