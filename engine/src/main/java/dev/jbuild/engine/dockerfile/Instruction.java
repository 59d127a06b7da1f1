package dev.jbuild.engine.dockerfile;

import dev.jbuild.engine.dockerfile.DockerfileText.Use;
import dev.jbuild.model.ImageName;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** An instruction on one line, whatever lines it is written on. Not for several threads. */
final class Instruction {
    private final StringBuilder text = new StringBuilder();

    /** Numbers of lines, by where in the text they begin. */
    private final NavigableMap<Integer, Integer> lines = new TreeMap<>();

    void add(int number, String line) {
        lines.put(text.length(), number);
        text.append(line);
    }

    String text() {
        return text.toString();
    }

    /**
     * The name of an image between two places of the text; none when it goes over several lines.
     */
    Optional<Use> use(int start, int end, ImageName image) {
        Map.Entry<Integer, Integer> line = lines.floorEntry(start);
        Integer next = lines.higherKey(start);
        if (next != null && next < end) {
            return Optional.empty();
        }
        int begin = line.getKey();
        return Optional.of(new Use(line.getValue(), start - begin, end - begin, image));
    }
}
