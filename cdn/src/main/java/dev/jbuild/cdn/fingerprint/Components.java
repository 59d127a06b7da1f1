package dev.jbuild.cdn.fingerprint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The strongly connected components of a graph, each behind those that it leads to (Tarjan's
 * algorithm, without recursion, since chains of files may be long).
 */
final class Components {
    private final Map<String, ? extends Iterable<String>> edges;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> isOpen = new HashSet<>();
    private final List<List<String>> components = new ArrayList<>();

    private Components(Map<String, ? extends Iterable<String>> edges) {
        this.edges = edges;
    }

    /**
     * Splits a graph.
     *
     * @param edges for each node those that it leads to, all of them nodes
     */
    static List<List<String>> of(Map<String, ? extends Iterable<String>> edges) {
        Components search = new Components(edges);
        for (String node : edges.keySet()) {
            if (!search.index.containsKey(node)) {
                search.visit(node);
            }
        }
        return search.components;
    }

    private record Frame(String node, Iterator<String> next) {}

    private void visit(String start) {
        Deque<Frame> path = new ArrayDeque<>();
        path.push(enter(start));
        while (!path.isEmpty()) {
            Frame frame = path.element();
            if (frame.next.hasNext()) {
                String next = frame.next.next();
                if (!index.containsKey(next)) {
                    path.push(enter(next));
                } else if (isOpen.contains(next)) {
                    low.merge(frame.node, at(index, next), Math::min);
                }
            } else {
                path.pop();
                leave(frame.node);
                if (!path.isEmpty()) {
                    low.merge(path.element().node, at(low, frame.node), Math::min);
                }
            }
        }
    }

    private Frame enter(String node) {
        int number = index.size();
        index.put(node, number);
        low.put(node, number);
        open.push(node);
        isOpen.add(node);
        Iterable<String> next = edges.get(node);
        return new Frame(node, next == null ? List.<String>of().iterator() : next.iterator());
    }

    private void leave(String node) {
        if (at(low, node) != at(index, node)) {
            return;
        }
        List<String> component = new ArrayList<>();
        String member;
        do {
            member = open.pop();
            isOpen.remove(member);
            component.add(member);
        } while (!member.equals(node));
        components.add(component.stream().sorted().toList());
    }

    private static int at(Map<String, Integer> numbers, String node) {
        Integer number = numbers.get(node);
        if (number == null) {
            throw new IllegalStateException("no node " + node);
        }
        return number;
    }
}
