package dev.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.front.standby.Order;
import dev.jbuild.front.standby.Wire;
import dev.jbuild.front.standby.Wire.Frame;
import dev.jbuild.front.standby.Wire.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Both ends of a build that is done for somebody else. */
@Timeout(60)
class CommissionTest {
    private static final Order ORDER =
            new Order(
                    List.of("+a"),
                    Map.of("NAME", "value"),
                    new Order.Screen(false, false, "none"),
                    1,
                    false);

    private SocketChannel near;
    private SocketChannel far;

    @BeforeEach
    void connect(@TempDir Path folder) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            near = SocketChannel.open(address);
            far = server.accept();
        }
    }

    @AfterEach
    void disconnect() throws Exception {
        near.close();
        far.close();
    }

    private CompletableFuture<Boolean> begin(Commission.Worker worker) {
        Commission commission = new Commission(new Wire(far), worker);
        return CompletableFuture.supplyAsync(() -> commission.carryOut(() -> {}));
    }

    /** What the caller hears, in one text. */
    private String heard(Order order) throws Exception {
        List<String> heard = new ArrayList<>();
        try (Wire caller = new Wire(near)) {
            byte[] bytes = order.bytes();
            caller.send(Kind.ORDER, bytes, 0, bytes.length);
            for (Optional<Frame> next = caller.receive();
                    next.isPresent();
                    next = caller.receive()) {
                Frame frame = next.get();
                heard.add(
                        frame.kind() == Kind.END
                                ? "END " + frame.content().get()
                                : frame.kind()
                                        + " "
                                        + StandardCharsets.UTF_8.decode(frame.content()));
            }
        }
        return String.join("|", heard);
    }

    @Test
    void order_isCarriedOut_andTheProcessIsGoodForAnother() throws Exception {
        CompletableFuture<Boolean> good =
                begin(
                        (order, console, _) -> {
                            assertThat(order).isEqualTo(ORDER);
                            console.answer("asked for");
                            console.error("message", "hint");
                            return ExitCode.STEP_FAILED;
                        });
        assertThat(heard(ORDER))
                .startsWith("TAKEN |OUT asked for|ERR jbuild: error: ")
                .contains("message\n  hint\n")
                .endsWith("|END 1");
        assertThat(good.get()).isTrue();
    }

    /** A step that takes too long, say, is ended by an interrupt, and so may be who tells of it. */
    @Test
    void threadThatIsInterrupted_isHeardAllTheSame() throws Exception {
        CompletableFuture<Boolean> good =
                begin(
                        (_, console, _) -> {
                            Thread.currentThread().interrupt();
                            console.answer("heard");
                            return ExitCode.DONE;
                        });
        assertThat(heard(ORDER)).isEqualTo("TAKEN |OUT heard|END 0");
        assertThat(good.get()).isTrue();
    }

    @Test
    void afterWhatIsNotRegular_orDoneOnce_theProcessIsDone() throws Exception {
        CompletableFuture<Boolean> good = begin((_, _, _) -> ExitCode.ENVIRONMENT);
        assertThat(heard(ORDER)).isEqualTo("TAKEN |END 3");
        assertThat(good.get()).isFalse();
    }

    @Test
    void orderThatIsTheOnlyOne_isTheLast() throws Exception {
        CompletableFuture<Boolean> good = begin((_, _, _) -> ExitCode.DONE);
        Order once = new Order(ORDER.arguments(), ORDER.environment(), ORDER.screen(), 1, true);
        assertThat(heard(once)).isEqualTo("TAKEN |END 0");
        assertThat(good.get()).isFalse();
    }
}
