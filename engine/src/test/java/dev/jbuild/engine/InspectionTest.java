package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

@Tag("engine")
class InspectionTest {
    @Test
    void of_anImageThatIsNotThere_isAMistake(@TempDir Path state) {
        ImageName name = ImageName.parse("jbuild-test/nobody-has-this:" + NONCE);

        assertThatThrownBy(() -> Inspection.of(EngineUnderTest.environment(), state, name))
                .isInstanceOf(UserMistake.class)
                .hasMessage("the engine has no image `" + name + "`");
    }
}
