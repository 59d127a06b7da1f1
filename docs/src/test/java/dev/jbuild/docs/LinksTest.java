package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Links between pages, and pages that nothing leads to. */
class LinksTest {
    static List<Page> pages() {
        return Page.all();
    }

    private record Target(String file, String anchor) {
        static Target of(String page, String link) {
            int hash = link.indexOf('#');
            String path = hash < 0 ? link : link.substring(0, hash);
            String anchor = hash < 0 ? "" : link.substring(hash + 1);
            Path folder = Objects.requireNonNullElse(Path.of(page).getParent(), Path.of(""));
            String file = path.isEmpty() ? page : folder.resolve(path).normalize().toString();
            return new Target(file, anchor);
        }
    }

    private static List<Target> targets(Page page) {
        return page.links().stream()
                .filter(link -> !link.contains("://"))
                .map(link -> Target.of(page.name(), link))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_leadSomewhere(Page page) {
        List<String> broken = new ArrayList<>();
        for (Target target : targets(page)) {
            if (!Files.exists(Page.ROOT.resolve(target.file()))
                    || !(target.anchor().isEmpty()
                            || Page.read(target.file()).anchors().contains(target.anchor()))) {
                broken.add(target.toString());
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPage_isReachedFromReadme() {
        Set<String> reached = reached();
        assertThat(pages()).extracting(Page::name).allMatch(reached::contains);
    }

    @Test
    void everyPicture_isShown() throws IOException {
        Set<String> reached = reached();
        try (Stream<Path> pictures = Files.list(Page.ROOT.resolve("docs/images"))) {
            assertThat(pictures.map(picture -> Page.ROOT.relativize(picture).toString()))
                    .allMatch(reached::contains);
        }
    }

    private static Set<String> reached() {
        Set<String> reached = new TreeSet<>(Set.of("README.md"));
        Queue<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Target target : targets(Page.read(open.remove()))) {
                if (reached.add(target.file()) && target.file().endsWith(".md")) {
                    open.add(target.file());
                }
            }
        }
        return reached;
    }
}
