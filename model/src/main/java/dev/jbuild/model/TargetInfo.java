package dev.jbuild.model;

/**
 * What a listing shows of a target.
 *
 * @param doc empty when the build file does not say
 */
public record TargetInfo(TargetRef target, String doc, SourceSpan span) {}
