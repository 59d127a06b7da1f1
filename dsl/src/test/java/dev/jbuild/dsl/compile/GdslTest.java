package dev.jbuild.dsl.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.dsl.script.BuildScript;
import dev.jbuild.dsl.script.TopWords;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.Script;

import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Runs the description for IntelliJ IDEA as the IDE does, and looks at what it contributes. */
class GdslTest {

    /** The language of such descriptions, as far as ours speaks it. */
    public abstract static class Description extends Script {
        private final Map<String, List<Class<?>>> words = new HashMap<>();
        private final Map<String, String> values = new TreeMap<>();
        private List<Class<?>> current = List.of();
        private String enclosing = "";

        public Map<String, ?> context(Map<String, ?> where) {
            assertThat("project/jbuild.groovy").matches((String) where.get("pathRegexp"));
            assertThat("project/other.groovy").doesNotMatch((String) where.get("pathRegexp"));
            return where;
        }

        public String scriptScope() {
            return "script";
        }

        public String closureScope(Map<String, ?> options) {
            assertThat(options.get("isArg")).isEqualTo(true);
            return "closure";
        }

        public void contributor(Map<String, ?> context, Closure<?> members) {
            current = new ArrayList<>();
            members.call();
            words.put(String.valueOf(context.get("scope")), current);
        }

        public boolean enclosingCall(String name) {
            return name.equals(enclosing);
        }

        public Class<?> findClass(String name) throws ClassNotFoundException {
            return Class.forName(name);
        }

        public void delegatesTo(Class<?> type) {
            current.add(type);
        }

        public void property(Map<String, String> property) {
            values.put(
                    Objects.requireNonNull(property.get("name")),
                    Objects.requireNonNull(property.get("type")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "function"})
    void ideKnowsEveryWord_whereItMayStand(String enclosing) throws Exception {
        Description described = described(enclosing);

        assertThat(described.words.get("script")).containsExactly(TopWords.class);
        assertThat(described("each").words.get("closure")).isEmpty();
        List<Class<?>> groups =
                Arrays.stream(BuildScript.class.getDeclaredMethods())
                        .filter(method -> method.getName().endsWith("Words"))
                        .<Class<?>>map(Method::getReturnType)
                        .filter(group -> !group.equals(TopWords.class))
                        .toList();
        assertThat(groups).isNotEmpty();
        assertThat(described.words.get("closure")).containsExactlyInAnyOrderElementsOf(groups);
    }

    @Test
    void ideKnowsEveryValue_andItsType() throws Exception {
        Description described = described("");

        assertThat(described.values).containsOnlyKeys(Vocabulary.VALUES);
        for (Map.Entry<String, String> value : described.values.entrySet()) {
            String name = value.getKey();
            String getter =
                    "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            assertThat(BuildScript.class.getMethod(getter).getReturnType().getName())
                    .isEqualTo(value.getValue());
        }
    }

    private static Description described(String enclosing) throws IOException {
        CompilerConfiguration settings = new CompilerConfiguration();
        settings.setScriptBaseClass(Description.class.getName());
        GroovyShell shell =
                new GroovyShell(GdslTest.class.getClassLoader(), new Binding(), settings);
        try (Reader text =
                new InputStreamReader(
                        Objects.requireNonNull(
                                BuildScript.class.getResourceAsStream("/jbuild.gdsl")),
                        StandardCharsets.UTF_8)) {
            Description description = (Description) shell.parse(text, "description.groovy");
            description.enclosing = enclosing;
            description.run();
            return description;
        }
    }
}
