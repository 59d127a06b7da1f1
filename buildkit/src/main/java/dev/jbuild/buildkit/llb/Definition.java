package dev.jbuild.buildkit.llb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph ready to be sent: all that is needed for one tree, every operation once, inputs before
 * what uses them.
 *
 * <p>The same graph gives the same bytes: operations come in the order of a walk through inputs,
 * never in that of a hash table. An operation that occurs with different remarks is sent once, with
 * both.
 */
public final class Definition {

    private final Output root;
    private final List<Vertex> vertices;
    private final Map<OpDigest, Remarks> remarks;

    private Definition(Output root, List<Vertex> vertices, Map<OpDigest, Remarks> remarks) {
        this.root = root;
        this.vertices = List.copyOf(vertices);
        this.remarks = remarks;
    }

    /**
     * The graph that makes {@code root}. The empty tree has none: nothing needs to be solved for
     * it.
     */
    public static Definition of(Output root) {
        Map<OpDigest, Vertex> done = new LinkedHashMap<>();
        Map<OpDigest, Remarks> remarks = new HashMap<>();
        Set<Vertex> opened = new HashSet<>();
        // An own stack: graphs get deeper than a thread's.
        Deque<Vertex> open = new ArrayDeque<>();
        open.push(root.vertex());
        while (!open.isEmpty()) {
            Vertex vertex = open.peek();
            if (opened.add(vertex)) {
                // Reversed, so that the first input is handled first.
                for (Output input : vertex.op().inputs().reversed()) {
                    remarks.merge(input.vertex().digest(), input.vertex().remarks(), Remarks::and);
                    if (!opened.contains(input.vertex())) {
                        open.push(input.vertex());
                    }
                }
            } else {
                open.pop();
                done.putIfAbsent(vertex.digest(), vertex);
            }
        }
        remarks.merge(root.vertex().digest(), root.vertex().remarks(), Remarks::and);
        return new Definition(root, new ArrayList<>(done.values()), Map.copyOf(remarks));
    }

    /** The tree that the graph makes. */
    public Output root() {
        return root;
    }

    /** All operations, inputs before what uses them. */
    public List<Vertex> vertices() {
        return vertices;
    }

    /** All that is said about the operation. */
    public Remarks remarks(OpDigest digest) {
        return remarks.getOrDefault(digest, Remarks.NONE);
    }

    /**
     * The bytes of all operations as the wire has them: those of {@link #vertices} and last a
     * pointer to the root.
     */
    public List<byte[]> encoded() {
        List<byte[]> all = new ArrayList<>(vertices.size() + 1);
        vertices.forEach(vertex -> all.add(vertex.encoded().clone()));
        all.add(OpEncoder.pointer(root));
        return List.copyOf(all);
    }
}
