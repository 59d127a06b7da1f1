package dev.jbuild.buildkit.llb;

/**
 * A heading under which progress displays may gather operations.
 *
 * @param id equal ids are one group
 * @param weak the group is dropped when its members also belong to another
 */
public record ProgressGroup(String id, String name, boolean weak) {}
