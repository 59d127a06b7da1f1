package dev.jbuild.front.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.front.standby.Wire.Frame;
import dev.jbuild.front.standby.Wire.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class WireTest {
    private ServerSocketChannel server;
    private SocketChannel here;
    private Wire there;

    @BeforeEach
    void connect(@TempDir Path folder) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        there = Wire.to(address.getPath());
        here = server.accept();
    }

    @AfterEach
    void disconnect() throws Exception {
        there.close();
        here.close();
        server.close();
    }

    @Test
    void frames_arriveAsTheyWereSent_whateverTheirSize() throws Exception {
        byte[] large = new byte[3_000_000];
        large[2_999_999] = 7;
        Wire sender = new Wire(here);
        CompletableFuture<Void> sent =
                CompletableFuture.runAsync(
                        () -> {
                            try (sender) {
                                sender.send(Kind.TAKEN);
                                sender.send(Kind.ERR, large, 0, large.length);
                                sender.send(Kind.END, new byte[] {1, 2, 3}, 1, 1);
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
        assertThat(there.receive().orElseThrow())
                .isEqualTo(new Frame(Kind.TAKEN, ByteBuffer.allocate(0)));
        assertThat(there.receive().orElseThrow())
                .isEqualTo(new Frame(Kind.ERR, ByteBuffer.wrap(large)));
        assertThat(there.receive().orElseThrow())
                .isEqualTo(new Frame(Kind.END, ByteBuffer.wrap(new byte[] {2})));
        assertThat(there.receive()).isEmpty();
        sent.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3f00000000", "72ffffffff", "727fffffff", "65000000", "650000000561"})
    void whatIsNoFrame_isRefused(String bytes) throws Exception {
        here.write(ByteBuffer.wrap(HexFormat.of().parseHex(bytes)));
        here.close();
        assertThatThrownBy(there::receive).isInstanceOf(IOException.class);
    }

    @Test
    void order_isReadAsItWasWritten() throws Exception {
        Order order =
                new Order(
                        List.of("+größe", "", "-C", "a\nb"),
                        Map.of("EMPTY", "", "NAME", "x=y\u00e9", "LONG", "z".repeat(100_000)),
                        new Order.Screen(true, false, "/dev/pts/3"),
                        1_234_567_890_123L,
                        true);
        byte[] bytes = order.bytes();
        assertThat(Order.of(ByteBuffer.wrap(bytes))).isEqualTo(order);
        for (int length = 0; length < bytes.length; length += 997) {
            ByteBuffer part = ByteBuffer.wrap(bytes, 0, length);
            assertThatThrownBy(() -> Order.of(part)).isInstanceOf(IOException.class);
        }
    }
}
