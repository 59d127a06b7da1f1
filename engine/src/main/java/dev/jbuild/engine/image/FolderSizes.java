package dev.jbuild.engine.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what is in folders, and finds those that say most about where the size comes from. */
final class FolderSizes {
    private static final Comparator<ImageContents.Folder> LARGEST_FIRST =
            Comparator.comparingLong(ImageContents.Folder::size)
                    .reversed()
                    .thenComparing(ImageContents.Folder::path);

    /** What is deeper counts for the folder above; it would hardly be told. */
    private static final int DEEPEST = 24;

    /** What is beyond that as well: memory has an end, and archives may have none. */
    private static final int MOST_FOLDERS = 500_000;

    private static final int LONGEST_NAME = 255;

    private final Node root = new Node("/");
    private int count;

    private final class Node {
        private final String path;
        private final SortedMap<String, Node> folders = new TreeMap<>();
        private long total;
        private long own;

        Node(String path) {
            this.path = path;
        }

        Node child(String name) {
            Node known = folders.get(name);
            if (known == null && count < MOST_FOLDERS && name.length() <= LONGEST_NAME) {
                known = new Node(path.equals("/") ? "/" + name : path + "/" + name);
                folders.put(name, known);
                count++;
            }
            return known == null ? this : known;
        }
    }

    /**
     * Adds a file.
     *
     * @param path with or without a slash in front
     */
    void add(String path, long size) {
        Node folder = root;
        folder.total += size;
        String[] names = path.split("/+", DEEPEST);
        for (int i = 0; i < names.length - 1; i++) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                Node inner = folder.child(names[i]);
                if (!inner.equals(folder)) {
                    inner.total += size;
                }
                folder = inner;
            }
        }
        folder.own += size;
    }

    /**
     * Up to {@code most} folders that have all files in them, each once. Beginning with the root,
     * the largest gives way to the folders in it, as long as there is room for these.
     */
    List<ImageContents.Folder> largest(int most) {
        List<ImageContents.Folder> whole = new ArrayList<>();
        PriorityQueue<Node> open =
                new PriorityQueue<>(
                        Comparator.<Node>comparingLong(node -> node.total)
                                .reversed()
                                .thenComparing(node -> node.path));
        open.add(root);
        while (!open.isEmpty()) {
            Node node = open.remove();
            int rest = node.own > 0 ? 1 : 0;
            boolean fits = whole.size() + open.size() + node.folders.size() + rest <= most;
            if (node.folders.isEmpty() || !fits) {
                whole.add(new ImageContents.Folder(node.path, node.total));
            } else {
                open.addAll(node.folders.values());
                if (rest > 0) {
                    whole.add(new ImageContents.Folder(node.path, node.own));
                }
            }
        }
        return whole.stream().filter(folder -> folder.size() > 0).sorted(LARGEST_FIRST).toList();
    }
}
