package dev.jbuild.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class StateFolderTest {
    private static Path folder(Map<String, String> environment) {
        return StateFolder.of(HomeFolder.within(environment, "/home/registered"), Path.of("/work"));
    }

    @Test
    void of_jbuildHome_isTheFolder() {
        assertThat(folder(Map.of("JBUILD_HOME", "/big/jbuild", "XDG_CACHE_HOME", "/cache")))
                .isEqualTo(Path.of("/big/jbuild"));
    }

    @Test
    void of_relative_isMeantFromTheWorkingFolder() {
        assertThat(folder(Map.of("JBUILD_HOME", "state"))).isEqualTo(Path.of("/work/state"));
    }

    @Test
    void of_xdg_isItsSubfolder() {
        assertThat(folder(Map.of("XDG_CACHE_HOME", "/cache"))).isEqualTo(Path.of("/cache/jbuild"));
    }

    @Test
    void of_emptyVariables_countAsAbsent() {
        assertThat(folder(Map.of("JBUILD_HOME", "", "XDG_CACHE_HOME", "", "HOME", "/home/ada")))
                .isEqualTo(Path.of("/home/ada/.cache/jbuild"));
    }

    @Test
    void of_noHome_isThatOfThePasswordFile_andNeverInTheProject() {
        assertThat(folder(Map.of())).isEqualTo(Path.of("/home/registered/.cache/jbuild"));
        assertThat(folder(Map.of("HOME", ""))).isEqualTo(Path.of("/home/registered/.cache/jbuild"));
    }

    /** Java then says that it is `?`. */
    @Test
    void of_userWhoIsInNoPasswordFile_isBelowTheRoot() {
        assertThat(HomeFolder.within(Map.of("HOME", ""), "?")).isEqualTo(Map.of("HOME", "/"));
    }
}
