package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page about this module says what is so. */
class ExampleTest {
    private static final Pattern QUOTED = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    @Tag("engine")
    void example_fetchesWhatAProgramHasMade(@TempDir Path folder) throws Exception {
        Example.main(Engine.endpoint().toString(), folder.toString());

        assertThat(folder.resolve("files/machine")).content().isIn("x86_64\n", "aarch64\n");
    }

    @Test
    void page_quotesTheExample() throws Exception {
        String example =
                Files.readString(Path.of("src/test/java/dev/jbuild/buildkit/Example.java"))
                        .replaceAll("(?m)^ {8}", "");
        Matcher quoted = QUOTED.matcher(Files.readString(Path.of("README.md")));

        assertThat(quoted.find()).isTrue();
        assertThat(example).contains(quoted.group(1));
    }
}
