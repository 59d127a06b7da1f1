package dev.jbuild.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Large contents, which OpenSSL hashes on machines that have it. */
class HashingTest {
    private final Random random = new Random(28);

    @Test
    void sha256_isThatOfOpenSslWhereTheMachineHasIt() throws IOException {
        boolean installed;
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            installed = folders.anyMatch(folder -> Files.exists(folder.resolve("libcrypto.so.3")));
        }

        assertThat(large().getClass().getName().startsWith(OpenSsl.class.getName()))
                .isEqualTo(installed);
    }

    @Test
    void sha256_ofEachSmallLength_isThatOfJava() {
        for (int length = 0; length < 300; length++) {
            byte[] content = content(length);

            assertThat(large().digest(content)).isEqualTo(Digest.sha256().digest(content));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 256 << 10, (256 << 10) + 1, 3 << 20})
    void sha256_ofPieces_isThatOfTheWhole(int length) {
        byte[] content = content(length);
        MessageDigest pieces = large();
        for (int done = 0; done < length; ) {
            int more = Math.min(1 + random.nextInt(length / 3), length - done);
            switch (random.nextInt(4)) {
                case 0 -> pieces.update(content, done, more);
                case 1 -> pieces.update(ByteBuffer.wrap(content, done, more));
                case 2 ->
                        pieces.update(
                                ByteBuffer.allocateDirect(more).put(content, done, more).flip());
                default -> {
                    pieces.update(content[done]);
                    more = 1;
                }
            }
            done += more;
        }

        byte[] expected = Digest.sha256().digest(content);
        assertThat(pieces.digest()).isEqualTo(expected);
        assertThat(Digest.of(content)).isEqualTo(Digest.ofHash(expected));
    }

    @Test
    void sha256_afterItsResultOrAReset_beginsAnew() {
        byte[] content = content(1000);
        MessageDigest digest = large();
        digest.update(content);
        digest.digest();
        assertThat(digest.digest(content)).isEqualTo(Digest.sha256().digest(content));

        digest.update(content);
        digest.reset();
        assertThat(digest.digest()).isEqualTo(Digest.sha256().digest());
    }

    @Test
    void sha256_whenCloned_goesTwoWays() throws CloneNotSupportedException {
        byte[] content = content(77);
        MessageDigest one = large();
        one.update(content);
        MessageDigest other = (MessageDigest) one.clone();
        one.update((byte) 0);

        byte[] longer = Arrays.copyOf(content, content.length + 1);
        assertThat(other.digest()).isEqualTo(Digest.sha256().digest(content));
        assertThat(one.digest()).isEqualTo(Digest.sha256().digest(longer));
    }

    @Test
    void sha256_outsideOfTheContent_isRefused() {
        assertThatThrownBy(() -> large().update(new byte[10], 8, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sha256_ofManyThreads_isThatOfEachOne() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<byte[]> contents = new ArrayList<>();
            List<Future<byte[]>> digests = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] content = content(10_000 + i);
                contents.add(content);
                digests.add(threads.submit(() -> large().digest(content)));
            }
            for (int i = 0; i < contents.size(); i++) {
                assertThat(digests.get(i).get()).isEqualTo(Digest.sha256().digest(contents.get(i)));
            }
        }
    }

    private static MessageDigest large() {
        return Digest.sha256(Long.MAX_VALUE);
    }

    private byte[] content(int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        return content;
    }
}
