package dev.jbuild.cache.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class RoomTest {
    private static final long MB = 1_000_000;
    private static final long GB = 1000 * MB;
    private static final Path FOLDER = Path.of("/cache");

    /** Of a disk that is used by nobody else. */
    private final AtomicLong usable = new AtomicLong();

    private int looks;

    @Test
    void room_whenAllFits_isGiven() throws Exception {
        Room room = room(100 * GB, 20 * GB);

        fill(room, 19 * GB);

        assertThat(usable.get()).isEqualTo(GB);
        assertThat(looks).as("looks at the disk").isLessThan(400);
    }

    @Test
    void room_whenNothingEnds_isRefusedBeforeTheDiskIsFull() {
        Room room = room(100 * GB, 5 * GB);

        assertThatThrownBy(() -> fill(room, Long.MAX_VALUE))
                .isInstanceOf(NoRoomException.class)
                .hasMessage(
                        "there is no room for more in `/cache`: 4790 MB came, of 5000 MB that were"
                                + " free");
        assertThat(usable.get()).isBetween(200 * MB, 220 * MB);
    }

    @Test
    void room_onASmallDisk_leavesAHundredthOfIt() {
        Room room = room(300 * MB, 300 * MB);

        assertThatThrownBy(() -> fill(room, Long.MAX_VALUE)).isInstanceOf(NoRoomException.class);
        assertThat(usable.get()).isBetween(2 * MB, 5 * MB);
    }

    @Test
    void room_whenOneFileIsMuchLargerThanIt_isRefusedAtOnce() {
        Room room = room(100 * GB, 5 * GB);

        assertThatThrownBy(() -> room.take(6 * GB)).isInstanceOf(NoRoomException.class);
    }

    @Test
    void room_whenOthersTakeIt_isRefused() throws Exception {
        Room room = room(100 * GB, 50 * GB);
        fill(room, GB);
        usable.set(100 * MB);

        assertThatThrownBy(() -> fill(room, GB)).isInstanceOf(NoRoomException.class);
    }

    @Test
    void room_whenOthersGiveSomeBack_isGiven() throws Exception {
        Room room = room(100 * GB, 2 * GB);
        fill(room, GB);
        usable.set(10 * GB);

        fill(room, 9 * GB);
    }

    @Test
    void smallThings_onADiskThatIsNearlyFull_arePlacedAllTheSame() {
        Room room = room(100 * GB, 50 * MB);

        assertThatCode(() -> fill(room, 49 * MB)).doesNotThrowAnyException();
    }

    @Test
    @Timeout(20)
    void shares_whenOthersAreBeingWritten_waitForThemBeforeTheyAreRefused() throws Exception {
        Room room = room(100 * GB, 9 * GB);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Room.Share first = room.share(4 * GB);
            // All but a little is there, as nobody can see.
            take(4 * GB - MB);
            Future<Room.Share> second = threads.submit(() -> room.share(4 * GB));
            assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            take(MB);
            first.close();
            second.get().close();
            take(4 * GB);

            assertThatThrownBy(() -> room.share(GB)).isInstanceOf(NoRoomException.class);
        }
    }

    @Test
    void shares_atTheSameTime_areNotMoreThanTheRoom() throws Exception {
        Room room = room(10 * GB, GB);
        AtomicLong given = new AtomicLong();
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                threads.execute(
                        () -> {
                            try (Room.Share _ = room.share(200 * MB)) {
                                given.addAndGet(200 * MB);
                                take(200 * MB);
                            } catch (NoRoomException e) {
                                refused.incrementAndGet();
                            }
                        });
            }
        }
        assertThat(given).hasValue(800 * MB);
        assertThat(refused).hasValue(6);
    }

    @Test
    void stream_whenItHasNoEnd_isRefused() throws Exception {
        Room room = room(10 * GB, 0);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        byte[] portion = new byte[1 << 20];
        try (OutputStream out = room.guard(written)) {
            assertThatThrownBy(
                            () -> {
                                while (written.size() < GB) {
                                    out.write(portion);
                                }
                            })
                    .isInstanceOf(NoRoomException.class);
        }
        assertThat(written.size()).isLessThan(65 << 20);
    }

    @Test
    void file_takesWhatIsWritten(@TempDir Path folder) throws Exception {
        try (OutputStream out = Room.file(folder.resolve("file"))) {
            out.write('a');
            out.write(new byte[] {'b', 'c', 'd'}, 1, 2);
        }
        assertThat(Files.readString(folder.resolve("file"))).isEqualTo("acd");
    }

    private Room room(long size, long free) {
        usable.set(free);
        return new Room(
                FOLDER,
                size,
                () -> {
                    looks++;
                    return usable.get();
                });
    }

    private void take(long bytes) {
        usable.addAndGet(-bytes);
    }

    private void fill(Room room, long bytes) throws NoRoomException {
        int packet = 32 * 1024;
        for (long left = bytes; left > 0; left -= packet) {
            room.take(Math.min(packet, left));
            take(Math.min(packet, left));
        }
    }
}
