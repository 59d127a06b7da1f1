package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.gateway.ReturnRequest;
import dev.jbuild.buildkit.wire.pb.Definition;
import dev.jbuild.buildkit.wire.pb.Input;
import dev.jbuild.buildkit.wire.pb.Op;

import org.junit.jupiter.api.Test;

import java.util.List;

/** The two messages that kill a whole Docker daemon, and their kin. */
class SafeguardTest {

    private static final Definition GOOD = good();

    @Test
    void graph_whenAnInputIsNotInIt_isRefused() {
        // Docker 24.0 to 27.3 die of it.
        Definition dangling =
                Definition.newBuilder()
                        .addDef(ByteString.copyFromUtf8(""))
                        .addDef(input("sha256:" + "0".repeat(64)))
                        .build();

        assertThatThrownBy(() -> Safeguard.definition(dangling))
                .isInstanceOf(BuildkitException.Rejected.class)
                .hasMessageContaining("not in the graph");
    }

    @Test
    void end_whenItHasNeitherResultNorError_isRefused() {
        // Every current version dies of it.
        assertThatThrownBy(() -> Safeguard.end(ReturnRequest.getDefaultInstance()))
                .isInstanceOf(BuildkitException.Rejected.class);
    }

    @Test
    void end_whenWrittenByUs_alwaysHasOneOfThem() throws Exception {
        assertThat(WireResults.success(GatewayResult.none()).hasResult()).isTrue();
        assertThat(WireResults.failure(new RuntimeException()).hasError()).isTrue();
    }

    @Test
    void graph_whenAnInputComesAfterItsUse_isRefused() {
        Definition reversed =
                Definition.newBuilder().addAllDef(List.of(GOOD.getDef(1), GOOD.getDef(0))).build();

        assertThatThrownBy(() -> Safeguard.definition(reversed))
                .isInstanceOf(BuildkitException.Rejected.class);
    }

    @Test
    void graph_whenEmptyOrUnreadable_isRefused() {
        assertThatThrownBy(() -> Safeguard.definition(Definition.getDefaultInstance()))
                .isInstanceOf(BuildkitException.Rejected.class);
        assertThatThrownBy(
                        () ->
                                Safeguard.definition(
                                        Definition.newBuilder()
                                                .addDef(ByteString.copyFromUtf8("\u0007junk"))
                                                .addDef(ByteString.EMPTY)
                                                .build()))
                .isInstanceOf(BuildkitException.Rejected.class);
    }

    @Test
    void graph_whenItIsSound_passes() {
        assertThatCode(() -> Safeguard.definition(GOOD)).doesNotThrowAnyException();
    }

    private static Definition good() {
        try {
            return WireGraphs.definition(dev.jbuild.buildkit.llb.Definition.of(Engine.DEBIAN));
        } catch (BuildkitException.Rejected e) {
            throw new AssertionError(e);
        }
    }

    private static ByteString input(String digest) {
        return Op.newBuilder()
                .addInputs(Input.newBuilder().setDigest(digest))
                .build()
                .toByteString();
    }
}
