package dev.jbuild.dsl.earthfile;

import java.util.List;

/**
 * What became of an Earthfile.
 *
 * @param buildFile text of the build file
 * @param targets how many targets it has
 * @param remarks in the order of the Earthfile
 */
public record Imported(String buildFile, int targets, List<Remark> remarks) {
    public Imported {
        remarks = List.copyOf(remarks);
    }
}
