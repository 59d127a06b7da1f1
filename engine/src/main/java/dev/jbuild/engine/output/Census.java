package dev.jbuild.engine.output;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.FileStat;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.Ref;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells about how many entries there are below a folder of a builder. They are counted in a few
 * folders of each depth: to ask for every folder would take longer than what is to be spared.
 */
final class Census {
    private static final int SAMPLE = 3;
    private static final int DEPTHS = 6;

    private final Gateway gateway;
    private final Ref tree;

    Census(Gateway gateway, Ref tree) {
        this.gateway = gateway;
        this.tree = tree;
    }

    /** About how many; none when it is no folder. */
    long below(String folder) throws BuildkitException, InterruptedException {
        try {
            return gateway.stat(tree, folder).kind() == FileStat.Kind.DIRECTORY
                    ? belowFolder(folder)
                    : 0;
        } catch (BuildkitException.NotFound e) {
            return 0;
        }
    }

    private long belowFolder(String folder) throws BuildkitException, InterruptedException {
        double entries = 0;
        double each = 1;
        List<String> sample = List.of(folder);
        for (int depth = 0; depth < DEPTHS && !sample.isEmpty(); depth++) {
            List<String> folders = new ArrayList<>();
            for (String one : sample) {
                List<FileStat> found = gateway.readDir(tree, one);
                entries += each * found.size();
                found.stream()
                        .filter(entry -> entry.kind() == FileStat.Kind.DIRECTORY)
                        .forEach(entry -> folders.add(one + "/" + entry.path()));
            }
            sample = spread(folders);
            each *= folders.size() / (double) Math.max(1, sample.size());
        }
        return Math.round(entries);
    }

    private static List<String> spread(List<String> folders) {
        if (folders.size() <= SAMPLE) {
            return folders;
        }
        List<String> some = new ArrayList<>();
        for (int i = 0; i < SAMPLE; i++) {
            some.add(folders.get(i * folders.size() / SAMPLE));
        }
        return some;
    }
}
