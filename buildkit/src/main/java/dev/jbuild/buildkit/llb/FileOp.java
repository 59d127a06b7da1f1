package dev.jbuild.buildkit.llb;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Changes files without running a program: the actions in their order, each on the result of the
 * one before.
 *
 * @param base the tree the first action works on
 */
public record FileOp(Tree base, List<FileAction> actions) implements Op {

    /** Throws {@link IllegalArgumentException} when there is nothing to do. */
    public FileOp {
        actions = List.copyOf(actions);
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("a file operation needs an action");
        }
    }

    /** One action. */
    public static FileOp of(Tree base, FileAction action) {
        return new FileOp(base, List.of(action));
    }

    /** This operation with a further action. */
    public FileOp then(FileAction action) {
        var all = new ArrayList<>(actions);
        all.add(action);
        return new FileOp(base, all);
    }

    @Override
    public List<Output> inputs() {
        var inputs = new LinkedHashSet<Output>();
        if (base instanceof Output output) {
            inputs.add(output);
        }
        for (FileAction action : actions) {
            if (action instanceof FileAction.Copy copy && copy.from() instanceof Output output) {
                inputs.add(output);
            }
            if (owner(action) instanceof Owner.Named named
                    && named.accounts() instanceof Output output) {
                inputs.add(output);
            }
        }
        return List.copyOf(inputs);
    }

    static Owner owner(FileAction action) {
        return switch (action) {
            case FileAction.Copy copy -> copy.owner();
            case FileAction.Mkdir mkdir -> mkdir.owner();
            case FileAction.Mkfile mkfile -> mkfile.owner();
            case FileAction.Symlink symlink -> symlink.owner();
            case FileAction.Remove _ -> Owner.KEEP;
        };
    }
}
