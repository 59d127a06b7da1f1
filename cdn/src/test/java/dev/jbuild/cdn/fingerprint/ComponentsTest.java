package dev.jbuild.cdn.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class ComponentsTest {
    @Test
    void component_comesBehindThoseThatItLeadsTo() {
        Map<String, List<String>> edges =
                new TreeMap<>(
                        Map.of(
                                "a", List.of("b"),
                                "b", List.of("c", "d"),
                                "c", List.of("b"),
                                "d", List.of(),
                                "e", List.of("e", "a")));
        assertThat(Components.of(edges))
                .containsExactly(List.of("d"), List.of("b", "c"), List.of("a"), List.of("e"));
    }

    @Test
    void longRing_isNoDepth() {
        int length = 100_000;
        Map<String, List<String>> edges = new TreeMap<>();
        for (int i = 0; i < length; i++) {
            edges.put("n" + i, List.of("n" + (i + 1) % length));
        }
        assertThat(Components.of(edges))
                .singleElement()
                .satisfies(component -> assertThat(component).hasSize(length));
    }
}
