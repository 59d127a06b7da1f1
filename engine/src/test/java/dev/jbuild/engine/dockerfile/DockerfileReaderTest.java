package dev.jbuild.engine.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class DockerfileReaderTest {
    private static DockerfileText read(String text) {
        return DockerfileReader.read(text, Map.of("VERSION", "7"), Platform.parse("linux/arm64"));
    }

    @Test
    void with_pinsEveryImage_andNothingElse() {
        DockerfileText file =
                read(
                        """
                        # syntax=docker/dockerfile:1
                        ARG REGISTRY=example.org/
                        ARG VERSION
                        ARG BASE="${REGISTRY}base:${VERSION}"
                        FROM golang:1 AS build
                        RUN --mount=type=bind,from=busybox:1,target=/b \\
                            --mount=from=tools:2,target=/t FROM nothing
                        COPY <<EOF /x
                        FROM debian:1
                        EOF
                        FROM scratch AS empty
                        from ${BASE}-${TARGETARCH}
                        COPY --from=build --chown=1 /a /a
                        COPY --from=0 /a /a
                        COPY --from=alpine:3 /a /a
                        """);

        assertThat(file.isFixed()).isTrue();
        assertThat(file.images())
                .extracting(ImageName::toString)
                .containsExactlyInAnyOrder(
                        "docker.io/library/golang:1",
                        "docker.io/library/busybox:1",
                        "docker.io/library/tools:2",
                        "example.org/base:7-arm64",
                        "docker.io/library/alpine:3");
        assertThat(file.with(name -> "PINNED/" + name.repository(), name -> "READER@" + name))
                .isEqualTo(
                        """
                        # syntax=READER@docker.io/docker/dockerfile:1
                        ARG REGISTRY=example.org/
                        ARG VERSION
                        ARG BASE="${REGISTRY}base:${VERSION}"
                        FROM PINNED/library/golang AS build
                        RUN --mount=type=bind,from=PINNED/library/busybox,target=/b \\
                            --mount=from=PINNED/library/tools,target=/t FROM nothing
                        COPY <<EOF /x
                        FROM debian:1
                        EOF
                        FROM scratch AS empty
                        from PINNED/base
                        COPY --from=build --chown=1 /a /a
                        COPY --from=0 /a /a
                        COPY --from=PINNED/library/alpine /a /a
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# syntax=docker/dockerfile:1",
                "#Syntax = docker/dockerfile:1",
                "# check=skip=all\n#syntax=docker/dockerfile:1",
                "#!/usr/bin/env -S docker build\n# syntax=docker/dockerfile:1",
                "# syntax=docker/dockerfile:1 --verbose\n# syntax=docker/dockerfile:2",
            })
    void frontend_isThatOfTheFirstLines(String lines) {
        DockerfileText file = read(lines + "\nFROM debian:1\n");

        assertThat(file.frontend()).contains(ImageName.parse("docker/dockerfile:1"));
        assertThat(file.isFixed()).isTrue();
        assertThat(file.with(ImageName::toString, name -> "READER"))
                .isEqualTo(
                        lines.replaceFirst("docker/dockerfile:1", "READER")
                                + "\nFROM docker.io/library/debian:1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM debian:1\n# syntax=docker/dockerfile:1",
                "# ours\n# syntax=docker/dockerfile:1\nFROM debian:1",
                "\n# syntax=docker/dockerfile:1\nFROM debian:1",
            })
    void frontend_whereACommentIsNoSetting_isNone(String text) {
        assertThat(read(text).frontend()).isEmpty();
        assertThat(read(text).isFixed()).isTrue();
    }

    @Test
    void isFixed_whenAnArgumentNamesTheFrontend_isFalse() {
        assertThat(
                        DockerfileReader.read(
                                        "FROM debian:1",
                                        Map.of("BUILDKIT_SYNTAX", "docker/dockerfile:1"),
                                        Platform.parse("linux/amd64"))
                                .isFixed())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM ${UNKNOWN}",
                "FROM --platform=$BUILDPLATFORM golang:1",
                "FROM \\\n debian:1",
                "FROM debian:1\nADD https://example.org/a /",
                "FROM debian:1\nADD $URL /",
                "FROM debian:1\nADD git@example.org:a.git /",
                "FROM debian:1\nCOPY --from=$STAGE /a /a",
                "# escape=`\nFROM debian:1",
                "# syntax=example.org/other/language\nFROM debian:1",
                "# syntax=No:Name\nFROM debian:1",
                "// syntax=docker/dockerfile:1\nFROM debian:1",
                "{\"syntax\": \"docker/dockerfile:1\"}\nFROM debian:1",
            })
    void isFixed_whenNotCertain_isFalse(String text) {
        assertThat(read(text).isFixed()).isFalse();
    }
}
