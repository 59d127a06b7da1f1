package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What daemons say, as it was seen. */
class FailuresTest {

    private static BuildkitException read(Status status, String text) {
        return Failures.read(status.withDescription(text).asRuntimeException());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rpc error: code = Internal desc = unexpected EOF",
                "rpc error: code = Unavailable desc = transport is closing",
                "failed to copy: read tcp 10.0.0.2:1->10.0.0.3:443: read: connection reset by peer",
                "x:1: unexpected status from HEAD request to https://r/v2/x/manifests/1: 503 Service"
                        + " Unavailable",
                "failed to copy: httpReadSeeker: failed open: unexpected status code"
                        + " https://r/v2/x/blobs/sha256:0: 429 Too Many Requests",
                "toomanyrequests: You have reached your pull rate limit",
                "failed to do request: Head \"https://r/v2/\": net/http: TLS handshake timeout",
                "dial tcp: lookup r.example: Temporary failure in name resolution"
            })
    void brokenTransfer_isTold(String text) {
        assertThat(read(Status.UNKNOWN, text)).isInstanceOf(BuildkitException.BrokenTransfer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to solve: failed to get edge: inconsistent graph state",
                "buildkit scheduler error: return leaving incoming open. Please report this with"
                        + " BUILDKIT_SCHEDULER_DEBUG=1",
                "failed to compute cache key: failed to get state for index 0 on [3/9] COPY a b",
                "failed to load cache: dxr2gep6jqtk5399i5scff6k7 not found: not found",
                "failed to load cache: ref buildkit/1/layer-sha256:30a locked: unavailable",
                "failed to prepare extraction snapshot \"extract-8 sha256:e0\": parent snapshot"
                        + " sha256:22 does not exist: not found",
                "failed to mount lhziv: snapshot lhziv does not exist: not found"
            })
    void lossOfTrack_isTold(String text) {
        assertThat(read(Status.UNKNOWN, text)).isInstanceOf(BuildkitException.LostTrack.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"End of stream or IOException", "Broken pipe", "Connection reset"})
    void connectionThatBroke_isNotOneThatNobodyTook(String text) {
        assertThat(read(Status.UNAVAILABLE, text))
                .hasMessage("the connection to the daemon broke")
                .isInstanceOfSatisfying(
                        BuildkitException.Unreachable.class, e -> assertThat(e.broke()).isTrue());
        assertThat(read(Status.UNAVAILABLE, "Connection refused"))
                .isInstanceOfSatisfying(
                        BuildkitException.Unreachable.class, e -> assertThat(e.broke()).isFalse());
    }

    @Test
    void failureOfAStep_isNoLossOfTrack_whateverItPrints() {
        assertThat(
                        read(
                                Status.UNKNOWN,
                                "process \"echo inconsistent graph state\" did not complete"
                                        + " successfully: exit code: 1"))
                .isInstanceOf(BuildkitException.StepFailed.class);
        assertThat(read(Status.UNKNOWN, "failed to compute cache key: \"/snapshot\" not found"))
                .isInstanceOf(BuildkitException.StepFailed.class);
    }

    @Test
    void failureOfAStep_isNoBrokenTransfer_whateverItPrints() {
        assertThat(
                        read(
                                Status.UNKNOWN,
                                "executor failed running [tar x]: exit code: 2: unexpected EOF"))
                .isInstanceOf(BuildkitException.StepFailed.class);
        assertThat(
                        read(
                                Status.UNKNOWN,
                                "process \"curl x\" did not complete successfully: exit code: 22: 429"
                                        + " Too Many Requests"))
                .isInstanceOf(BuildkitException.StepFailed.class);
        assertThat(read(Status.UNKNOWN, "x: unexpected status: 404 Not Found"))
                .isNotInstanceOf(BuildkitException.BrokenTransfer.class);
        assertThat(read(Status.UNKNOWN, "unexpected EOF in the definition: bad"))
                .isInstanceOf(BuildkitException.DaemonError.class);
    }
}
