package dev.jbuild.cli.evaluation.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.Reading;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

class PackingTest {
    private final Specimens specimens = new Specimens();

    /** Whatever a build file can say, also what nobody had thought of when this was written. */
    @Test
    void everythingInAnEvaluation_isReadAsItWasWritten() {
        Packing<Evaluation> packing = new Packing<>(Evaluation.class);
        List<?> evaluations = specimens.of(Evaluation.class);

        for (Object evaluation : evaluations) {
            Evaluation read = packing.unpack(packing.pack((Evaluation) evaluation));
            assertThat(read).isEqualTo(evaluation);
            // Records of maps are equal in whatever order; their text has the order.
            assertThat(read.toString()).isEqualTo(evaluation.toString());
        }
        assertThat(specimens.kinds())
                .containsAll(kindsOf(Step.class))
                .containsAll(kindsOf(Reading.class))
                .hasSizeGreaterThan(35);
    }

    private static Set<Class<?>> kindsOf(Class<?> type) {
        return Set.copyOf(Arrays.asList(type.getPermittedSubclasses()));
    }

    /** Else an equal request could be taken for another one. */
    @Test
    void pack_equalValues_sameBytes() {
        Packing<Evaluation> packing = new Packing<>(Evaluation.class);
        for (Object evaluation : specimens.of(Evaluation.class)) {
            byte[] bytes = packing.pack((Evaluation) evaluation);
            assertThat(packing.pack(packing.unpack(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void pack_writesOnceWhatComesUpAgain() {
        RecipeId id =
                new RecipeId(new TargetRef("", "a".repeat(100)), Platform.parse("linux/amd64"));
        Packing<RecipeIds> packing = new Packing<>(RecipeIds.class);
        int one = packing.pack(new RecipeIds(List.of(id))).length;

        assertThat(packing.pack(new RecipeIds(List.of(id, id, id)))).hasSizeLessThan(one + 5);
    }

    private record RecipeIds(List<RecipeId> ids) {}

    /** The second of two variables may rest on the first. */
    @Test
    void equalValuesInAnotherOrder_keepTheirs() {
        SequencedMap<String, String> forwards = new LinkedHashMap<>();
        forwards.put("A", "1");
        forwards.put("B", "2");
        Settings settings =
                new Settings(
                        List.of(
                                new Setting(Optional.of(new Variables(forwards))),
                                new Setting(Optional.of(new Variables(forwards.reversed()))),
                                new Setting(Optional.of(new Variables(forwards)))));
        Packing<Settings> packing = new Packing<>(Settings.class);

        Settings read = packing.unpack(packing.pack(settings));
        assertThat(read.toString()).isEqualTo(settings.toString());
        assertThat(read.all().get(1).variables().orElseThrow().values().firstEntry().getKey())
                .isEqualTo("B");
    }

    private record Settings(List<Setting> all) {}

    private record Setting(Optional<Variables> variables) {}

    private record Variables(SequencedMap<String, String> values) {}

    @Test
    void unpack_moreBytes_refused() {
        Packing<Step> packing = new Packing<>(Step.class);
        byte[] bytes = packing.pack((Step) specimens.of(Step.class).getFirst());

        assertThatThrownBy(() -> packing.unpack(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private record Hidden(Object part) {}

    @Test
    void typeWithoutForm_refused() {
        assertThatThrownBy(() -> new Packing<>(Hidden.class).pack(new Hidden("a")))
                .hasMessageContaining("no form of class java.lang.Object");
    }

    /** Such a path has bytes that Java's text of it has lost. */
    @Test
    void pathThatIsNoText_refused() throws Exception {
        Path path = Path.of(new URI("file:///tmp/%ff"));
        Evaluation evaluation =
                new Evaluation(
                        new Project(List.of(), new LinkedHashMap<>()),
                        List.of(new Reading.File(path, Optional.empty())));

        assertThatThrownBy(() -> new Packing<>(Evaluation.class).pack(evaluation))
                .hasMessageContaining("no form of");
    }
}
