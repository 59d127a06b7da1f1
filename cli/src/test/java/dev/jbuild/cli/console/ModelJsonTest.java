package dev.jbuild.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.testing.Golden;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetRef;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;

class ModelJsonTest {
    private static final Set<Type> TEXTS =
            Set.of(
                    String.class,
                    Platform.class,
                    ImageName.class,
                    Digest.class,
                    TargetRef.class,
                    SourceSpan.class,
                    Duration.class);

    private static final Set<Type> CONTAINERS =
            Set.of(Optional.class, List.class, SortedMap.class, SequencedMap.class);

    @TempDir Path folder;

    private final Set<Type> seen = new HashSet<>();

    private List<String> model(String buildFile) throws Exception {
        return ModelJson.of(Evaluated.all(folder, buildFile)).lines().toList();
    }

    @Test
    void of_everyKindOfValue() throws Exception {
        Golden.assertMatches(
                "model",
                model(
                        """
                        jbuild '1'

                        target('files') {
                            from 'scratch'
                            copy 'src', into: '/', ifExists: true
                            artifact '/'
                        }

                        target('all') {
                            doc 'Everything'
                            from 'alpine:3.20'
                            env B: '1', A: '2'
                            label 'b': '1', 'a': '2'
                            copy '+files/', into: '/srv', args: [:]
                            run 'make', timeout: '90s', secrets: [TOKEN: 'token'], network: 'none'
                            cache '/var/cache', sharing: 'locked'
                            run(['make', 'install'])
                            image 'shop:dev', push: true
                            build '+files', platforms: ['linux/amd64', 'linux/arm64']
                        }
                        """));
    }

    @Test
    void of_text_isWrittenAsItIs() throws Exception {
        assertThat(
                        model(
                                """
                                jbuild '1'
                                target('all') {
                                    doc '<b>Grüße & "mehr"</b>\\t\\u001b\\u2028'
                                    from 'scratch'
                                }
                                """))
                .contains("      \"doc\": \"<b>Grüße & \\\"mehr\\\"</b>\\t\\u001b\\u2028\",");
    }

    /** Else a model with one would end in a bug report. */
    @Test
    void everyTypeOfTheModel_hasAForm() {
        requireForm(RecipeId.class);
        requireForm(Recipe.class);
        assertThat(seen).hasSizeGreaterThan(30);
    }

    private void requireForm(Type type) {
        if (!seen.add(type) || TEXTS.contains(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            assertThat(CONTAINERS).contains(generic.getRawType());
            List.of(generic.getActualTypeArguments()).forEach(this::requireForm);
        } else if (type instanceof Class<?> plain && plain.isSealed()) {
            List.of(plain.getPermittedSubclasses()).forEach(this::requireForm);
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            for (RecordComponent component : plain.getRecordComponents()) {
                requireForm(component.getGenericType());
            }
        } else if (!(type instanceof Class<?> plain && plain.isEnum())) {
            assertThat(type).isIn(boolean.class, int.class, long.class, Integer.class);
        }
    }
}
