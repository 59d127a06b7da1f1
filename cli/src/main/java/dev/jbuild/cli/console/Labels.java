package dev.jbuild.cli.console;

import dev.jbuild.model.RecipeId;

import java.util.List;

/**
 * What stands before the lines of a node, so that they align and can be searched for.
 *
 * @param width of the widest label that still aligns
 */
record Labels(int width) {
    /** Who speaks when no node does. */
    private static final String OURSELVES = "jbuild";

    /** A label with many arguments shall not push every other line off the screen. */
    private static final int WIDEST = 48;

    static final Labels NONE = new Labels(OURSELVES.length());

    static Labels of(List<RecipeId> nodes) {
        int widest = OURSELVES.length();
        for (RecipeId node : nodes) {
            widest = Math.max(widest, node.toString().length());
        }
        return new Labels(Math.min(widest, WIDEST));
    }

    String of(RecipeId node) {
        return Columns.padded(node.toString(), width);
    }

    String ofOurselves() {
        return Columns.padded(OURSELVES, width);
    }
}
