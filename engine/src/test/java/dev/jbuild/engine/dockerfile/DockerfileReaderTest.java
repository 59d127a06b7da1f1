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

    /** The builder makes them in the order in which they use each other. */
    @Test
    void stageThatComesLater_isNoImage() {
        String later = "FROM scratch AS Tools\nCOPY --from=alpine:3 /b /b\n";
        DockerfileText file =
                read("FROM nginx:1\nCOPY --from=tools /a /a\nRUN --mount=from=tools a\n" + later);

        assertThat(file.isFixed()).isTrue();
        assertThat(file.with(_ -> "PINNED", _ -> "READER"))
                .isEqualTo(
                        "FROM PINNED\nCOPY --from=tools /a /a\nRUN --mount=from=tools a\n"
                                + later.replace("alpine:3", "PINNED"));
    }

    @Test
    void base_isNoStageThatComesLater() {
        assertThat(read("FROM tools\nFROM scratch AS tools\n").images())
                .containsExactly(ImageName.parse("tools"));
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
                "FROM debian:1\nADD https://example.org/a /",
                "FROM debian:1\nADD $URL /",
                "FROM debian:1\nADD git@example.org:a.git /",
                "FROM debian:1\nCOPY --from=$STAGE /a /a",
                "# syntax=example.org/other/language\nFROM debian:1",
                "# syntax=No:Name\nFROM debian:1",
                "// syntax=docker/dockerfile:1\nFROM debian:1",
                "{\"syntax\": \"docker/dockerfile:1\"}\nFROM debian:1",
            })
    void isFixed_whenNotCertain_isFalse(String text) {
        assertThat(read(text).isFixed()).isFalse();
    }

    /** Each with what it loads on lines that are not the first of the instruction. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ADD \\\nhttps://example.org/a /",
                "ADD \\  \t\n  https://example.org/a /",
                "ADD \\\r\n  https://example.org/a /\r\n",
                "add --chmod=755 \\\n# ours\n\n   # \\\n https://example.org/a /",
                "ADD --keep-git-dir \\\n git@example.org:a.git /",
                "ADD htt\\\nps://example.org/a /",
                "\\\nADD https://example.org/a /",
                "ONBUILD ADD https://example.org/a /",
                "onbuild \\\n add \\\n https://example.org/a /",
                "ADD alice@example.org:a /",
                "ADD HTTPS://example.org/a.git /",
                "ADD ht\"tps:\"//example.org/a /",
                "ADD https:/\\/example.org/a /",
                "ADD [\"\\u0068ttps:\\/\\/example.org/a\", \"/\"]",
            })
    void isFixed_whenSomethingIsLoaded_isFalse(String instruction) {
        assertThat(read("FROM debian:1\n" + instruction).isFixed()).isFalse();
    }

    @Test
    void isFixed_whenSomethingIsLoaded_isFalse_withAnotherEscapeCharacter() {
        assertThat(read("# escape=`\nFROM debian:1\nADD `\n https://example.org/a /").isFixed())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN base64 -d <<<aGVsbG8=",
                "RUN cat <<< word",
                "RUN echo $((1<<N))",
                "RUN x=${A^^}; base64 -d <<<aGVsbG8=",
                "RUN echo 'write <<EOF here'",
                "RUN echo \"write <<EOF here\"",
                "RUN echo 'it''s' \\' <<EOF '",
                "RUN [\"echo\", \"<<EOF\"]",
                "RUN cat x<<EOF",
                "ENV B=\"<<START>>\"",
                "ENV B=<<START",
                "CMD cat <<EOF",
                "ONBUILD CMD cat <<EOF",
                "RUN cat <<E-F\nFROM no:1\nE\nE-F",
                "RUN cat <<-EOF\nFROM no:1\n EOF\n\t\tEOF",
                "RUN cat <<EOF\nFROM no:1\n\tEOF\n EOF\nEOF \nEOF",
                "RUN cat << EOF\nFROM no:1\nEOF",
                "RUN cat <<EOF>x\nFROM no:1\nEOF\nEOF>x",
                "RUN cat <<'E F' 3<<\"B\"\nFROM no:1\nB\nE F\nFROM no:2\nE F\nB",
                "RUN cat <<\\EOF\nFROM no:1\nEOF",
                "RUN cat <<EOF \\\n  # ours\n  >/x\nFROM no:1 \\\nEOF",
                "RUN cat <<EOF >${X:-/x}\nFROM no:1\nEOF",
                "RUN cat <<EOF\r\nFROM no:1\r\nEOF\r",
                "copy <<one <<two /\nFROM no:1\none\nFROM no:2\ntwo",
                "ONBUILD RUN <<EOF\nFROM no:1\nEOF",
                "RUN git log \\\n  --from=no:1",
                "ADD a.tgz \\\n /opt/",
                "ADD --chown=1:1 [\"a b\", \"/\"]",
                "ADD @scope/a .git /a/",
                "add <<EOF /x\nADD https://example.org/a /\nEOF",
                "RUN echo \\\\",
                "# FROM no:1 \\",
                "RUN a\r b",
                "ARG A=\"it is\" B='it' C",
                "ENTRYPOINT",
                "HEALTHCHECK --interval=5s CMD true",
                "RUN --mount=type=cache,target=\"/a b\" \\\n make",
            })
    void images_areThoseOfEveryInstruction_andNoneOfOtherText(String instruction) {
        DockerfileText file =
                read(
                        "FROM debian:1\n"
                                + instruction
                                + "\nFROM nginx:1\nCOPY --from=alpine:3 /a /a\n");

        assertThat(file.isFixed()).isTrue();
        assertThat(file.images())
                .extracting(ImageName::repository)
                .containsExactlyInAnyOrder("library/debian", "library/nginx", "library/alpine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM nginx:1",
                "\uFEFFFROM nginx:1",
                "FROM\\\n nginx:1",
                "FROM \\\n# ours\n\n nginx:1 \\\nAS a",
                "from\t\\\r\n nginx:1\r\nRUN a\r",
                "\\\nFROM nginx:1",
                "# escape=`\nFROM `\n nginx:1\nCOPY a C:\\\nRUN b",
                "\uFEFF# escape = `\r\nFROM `\r\n nginx:1\r",
                "# check=skip=all\n# ESCAPE=\\\nFROM \\\n nginx:1",
                "# ours\n# escape=`\nFROM \\\n nginx:1",
                "# a=b\n# escape=`\nFROM \\\n nginx:1",
                "FROM scratch\nONBUILD COPY --from=nginx:1 /a /a",
                "FROM scratch\nONBUILD RUN --mount=type=bind,from=nginx:1 a",
                "FROM scratch\nCOPY --chown=1 \\\n --from=nginx:1 \\\n a \\\n b",
                "FROM scratch\nRUN --mount=type=bind,FROM=nginx:1 a",
                "FROM scratch\nRUN --network=none \\\n --mount=from=nginx:1,target=/a \\\n a",
                "FROM scratch\nCOPY --link --from=nginx:1 [\"a b\", \"c\"]",
            })
    void with_pinsTheImage_whereverItIsWritten(String text) {
        DockerfileText file = read(text);

        assertThat(file.isFixed()).isTrue();
        assertThat(file.images()).containsExactly(ImageName.parse("nginx:1"));
        assertThat(file.with(name -> "PINNED", name -> "READER"))
                .isEqualTo(text.replace("\uFEFF", "").replace("nginx:1", "PINNED") + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARG IMAGE=nginx:1\nFROM ${IMAGE-debian:1}",
                "ARG IMAGE\nFROM ${IMAGE:-nginx:1}",
                "ARG EMPTY=\nFROM nginx${EMPTY-x}:1",
                "ARG NAME=ng\\\ninx\nFROM ${NAME}:1",
            })
    void images_areNamedByArguments(String text) {
        assertThat(read(text).isFixed()).isTrue();
        assertThat(read(text).images()).containsExactly(ImageName.parse("nginx:1"));
    }

    @Test
    void frontend_isSeenBehindAByteOrderMark() {
        DockerfileText file = read("\uFEFF# syntax=docker/dockerfile:1\r\nFROM debian:1\r\n");

        assertThat(file.frontend()).contains(ImageName.parse("docker/dockerfile:1"));
        assertThat(file.isFixed()).isTrue();
        assertThat(file.text()).startsWith("# syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INCLUDE other",
                "FROM\u00A0nginx:1",
                "\u00A0FROM nginx:1",
                "FROM ngi\\\nnx:1",
                "FROM nginx:1 AS",
                "ONBUILD",
                "ONBUILD INCLUDE other",
                "RUN cat <<EOF",
                "RUN cat <<EOF\n EOF",
                "RUN echo $(( 1 << N ))",
                "RUN cat <<EOF # it's\nFROM nginx:1\nEOF",
                "RUN cat <<EOF ${X^^}\nFROM nginx:1\nEOF",
                "COPY --fr\\om=nginx:1 /a /a",
                "COPY --from=\"nginx:1\" /a /a",
                "RUN --mount=\"type=bind, from=nginx:1\" a",
                "COPY --from=ngi\\\nnx:1 /a /a",
                "\\",
                "ONBUILD COPY --from=$STAGE /a /a",
            })
    void isFixed_whenNotUnderstood_isFalse(String instruction) {
        assertThat(read("FROM debian:1\n" + instruction).isFixed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# escape=x\nFROM debian:1",
                "#!/bin/a\n# escape=`\nFROM debian:1",
                "ARG A=\"de\"bian:1\nFROM $A",
                "FROM debian:${BUILDARCH:-1}",
                "FROM debian:1 `\n",
            })
    void isFixed_whenTheNameOfTheImageIsNotCertain_isFalse(String text) {
        assertThat(read(text).isFixed()).isFalse();
    }
}
