package dev.jbuild.buildkit.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class NewNamesTest {

    @Test
    void names_whenThereAreMoreThanTheMost_areRefused() throws Exception {
        NewNames names = new NewNames(3);
        names.add("a");
        names.add("b");
        names.add("c");

        assertThatThrownBy(() -> names.add("d"))
                .isInstanceOf(IOException.class)
                .hasMessage("an export of more than 3 files");
    }
}
