package dev.jbuild.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "linux/x86_64, linux/amd64",
        "linux/x86-64, linux/amd64",
        "Linux/AMD64, linux/amd64",
        "linux/aarch64, linux/arm64",
        "linux/arm64/v8, linux/arm64",
        "linux/arm64/v9, linux/arm64/v9",
        "linux/arm, linux/arm/v7",
        "linux/armhf, linux/arm/v7",
        "linux/arm/v6, linux/arm/v6",
        "linux/i386, linux/386",
        "linux/i686, linux/386",
        "linux/riscv64, linux/riscv64",
    })
    void parse_bringsTheNamesToOne(String text, String expected) {
        Platform platform = Platform.parse(text);

        assertThat(platform).hasToString(expected);
        assertThat(Platform.parse(platform.toString())).isEqualTo(platform);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "linux",
                "linux/",
                "/amd64",
                "a/b/c/d",
                "linux/amd 64",
                "linux/amd64/v-1"
            })
    void parse_whenOfAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"amd64, linux/amd64", "x86_64, linux/amd64", "aarch64, linux/arm64"})
    void linux_takesTheNamesOfTheJvm(String jvm, String expected) {
        assertThat(Platform.linux(jvm)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux/amd64",
        "Mac OS X, aarch64, darwin/arm64",
        "Windows 11, amd64, windows/amd64"
    })
    void ofMachine_takesTheNamesOfTheJvm(String system, String architecture, String platform) {
        assertThat(Platform.ofMachine(system, architecture)).hasToString(platform);
    }
}
