package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

/** What is said in a folder whose project begins further up. */
class LargerProjectTest {
    @TempDir Path top;
    private ProjectFolder sub;

    @BeforeEach
    void createProjects() {
        new ProjectFolder(top)
                .file("project/jbuild.groovy", "jbuild '1'\n")
                .file("project/tools/jbuild.groovy", "jbuild '1'\nfunction('apt') { -> }")
                .file("other/jbuild.groovy", "jbuild '1'\n");
        sub = new ProjectFolder(top.resolve("project/sub"));
    }

    private List<String> hints(String... goals) {
        return sub.mistakes(goals).stream().map(each -> each.hint().orElse("")).toList();
    }

    private String further(String root, String target) {
        return "the project has to begin further up: `jbuild -C %s %s`"
                .formatted(top.resolve(root), target);
    }

    @Test
    void folder_whenBuildFileIsAbove_saysWhere() {
        assertThat(hints("+x"))
                .containsExactly("there is one above: `-C " + top.resolve("project") + "`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "imports '../tools+apt' | project | ./sub+name",
                "target('x') { from '../tools+apt' } | project | ./sub+name",
                "target('x') { from 'a'; copy '..+x/a', into: '/' } | project | ./sub+name",
                "target('x') { from '../../other+x' } | '' | ./project/sub+name",
            })
    void reference_whenItLeadsOut_saysWhereTheProjectHasToBegin(
            String line, String root, String target) {
        sub.says(line);
        assertThat(hints("+x")).containsExactly(further(root.replace("''", ""), target));
    }

    @ParameterizedTest
    @CsvSource({"../none+x", "../tools+a b", "../+"})
    void reference_whenThatWouldNotDo_doesNotSaySo(String reference) {
        sub.says("target('x') { from '" + reference + "' }");
        assertThat(hints("+x")).containsExactly("as in `+name` or `./folder+name`");
    }

    @Test
    void goal_whenItLeadsOut_saysWhereTheProjectHasToBegin() {
        sub.says("target('x') { from 'scratch' }");
        assertThat(hints("../tools+x", "..+x"))
                .containsExactly(further("project", "./tools+x"), further("project", "+x"));
        assertThat(hints("../none+x", "../tools+x/y", "x"))
                .allSatisfy(hint -> assertThat(hint).startsWith("as in `+name`"));
    }
}
