package dev.jbuild.front.ledger;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.FileStat.Kind;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An entry on disk, big-endian: the magic number, question, answer, images, sights, the number of
 * readings, facts, the CRC-32C of all that. Texts are UTF-8 behind their length. A fact is the
 * number of its kind and its fields. The question comes first, so that somebody else's entry is
 * known by its beginning.
 */
final class LedgerFormat {
    /** Change it along with the format: an entry of another form is as good as none. */
    private static final int MAGIC = 0x6A624C33;

    private static final int CHECKSUM = Long.BYTES;

    private static final byte VARIABLE = 1;
    private static final byte NAMES = 2;
    private static final byte ABSENCE = 3;
    private static final byte PRESENCE = 4;
    private static final byte FOLDER = 5;
    private static final byte LINK = 6;
    private static final byte CONTENT = 7;
    private static final byte LOOK = 8;

    private LedgerFormat() {}

    static byte[] write(Ledger ledger) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            Texts.write(out, ledger.question().project());
            Texts.write(out, ledger.question().text());
            Texts.write(out, ledger.answer().plan());
            Texts.write(out, ledger.answer().log());
            Texts.write(out, ledger.answer().summary());
            images(out, ledger.images());
            sights(out, ledger.sights());
            out.writeInt(ledger.readings());
            out.writeInt(ledger.facts().size());
            for (Fact fact : ledger.facts()) {
                fact(out, fact);
            }
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void images(DataOutputStream out, Optional<Images> images) throws IOException {
        out.writeBoolean(images.isPresent());
        if (images.isPresent()) {
            Texts.write(out, images.get().socket().toString());
            out.writeInt(images.get().images().size());
            for (Images.Image image : images.get().images()) {
                Texts.write(out, image.name());
                Texts.write(out, image.id());
            }
        }
    }

    private static void sights(DataOutputStream out, List<Sight> sights) throws IOException {
        out.writeInt(sights.size());
        for (Sight sight : sights) {
            Texts.write(out, sight.folders());
            Texts.write(out, sight.said().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void fact(DataOutputStream out, Fact fact) throws IOException {
        switch (fact) {
            case Fact.Variable variable -> {
                out.writeByte(VARIABLE);
                Texts.write(out, variable.name());
                out.writeBoolean(variable.value().isPresent());
                Texts.write(out, variable.value().orElse(""));
            }
            case Fact.Names names -> {
                out.writeByte(NAMES);
                Texts.write(out, names.folder());
                Texts.write(out, names.names());
            }
            case Fact.Absence absence -> {
                out.writeByte(ABSENCE);
                Texts.write(out, absence.path());
            }
            case Fact.Presence presence -> {
                out.writeByte(PRESENCE);
                Texts.write(out, presence.path());
                Texts.write(out, presence.kind().name());
            }
            case Fact.Folder folder -> {
                out.writeByte(FOLDER);
                Texts.write(out, folder.path());
                out.writeShort(folder.mode());
            }
            case Fact.Link link -> {
                out.writeByte(LINK);
                Texts.write(out, link.path());
                Texts.write(out, link.target());
            }
            case Fact.Look look -> {
                out.writeByte(LOOK);
                Texts.write(out, look.path());
                stat(out, look.stat());
            }
            case Fact.Content content -> {
                out.writeByte(CONTENT);
                Texts.write(out, content.path());
                out.writeBoolean(content.throughLinks());
                out.writeBoolean(content.settled());
                stat(out, content.stat());
                ByteBuffer digest = ByteBuffer.allocate(32);
                content.content().write(digest);
                out.write(digest.array());
            }
        }
    }

    /** Of a regular file. */
    private static void stat(DataOutputStream out, FileStat stat) throws IOException {
        out.writeShort(stat.mode());
        out.writeLong(stat.size());
        out.writeLong(stat.modifiedNanos());
        out.writeLong(stat.changedNanos());
        out.writeLong(stat.inode());
    }

    /** Empty when the bytes are no entry of this form for this question, or damaged. */
    static Optional<Ledger> read(Question question, byte[] bytes) {
        int length = bytes.length - CHECKSUM;
        if (length < Integer.BYTES
                || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        try {
            if (in.getInt() != MAGIC
                    || !Texts.read(in).equals(question.project())
                    || !Texts.read(in).equals(question.text())) {
                return Optional.empty();
            }
            Answer answer = new Answer(Texts.readAll(in), Texts.readAll(in), Texts.readAll(in));
            Optional<Images> images = images(in);
            List<Sight> sights = sights(in);
            int readings = in.getInt();
            int count = in.getInt();
            List<Fact> facts = new ArrayList<>(Math.min(count, in.remaining()));
            for (int i = 0; i < count; i++) {
                @Nullable Fact fact = fact(in);
                if (fact == null) {
                    return Optional.empty();
                }
                facts.add(fact);
            }
            return Optional.of(new Ledger(question, answer, readings, facts, images, sights));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Images> images(ByteBuffer in) {
        if (in.get() == 0) {
            return Optional.empty();
        }
        Path socket = Path.of(Texts.read(in));
        int count = in.getInt();
        List<Images.Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(new Images.Image(Texts.read(in), Texts.read(in)));
        }
        return Optional.of(new Images(socket, images));
    }

    private static List<Sight> sights(ByteBuffer in) {
        int count = in.getInt();
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> folders = Texts.readAll(in);
            sights.add(new Sight(folders, Texts.read(in, StandardCharsets.ISO_8859_1)));
        }
        return sights;
    }

    /** Null when there is no such kind. */
    private static @Nullable Fact fact(ByteBuffer in) {
        return switch (in.get()) {
            case VARIABLE -> {
                String name = Texts.read(in);
                boolean set = in.get() != 0;
                String value = Texts.read(in);
                yield new Fact.Variable(name, set ? Optional.of(value) : Optional.empty());
            }
            case NAMES -> new Fact.Names(Texts.read(in), Texts.readAll(in));
            case ABSENCE -> new Fact.Absence(Texts.read(in));
            case PRESENCE -> new Fact.Presence(Texts.read(in), Kind.valueOf(Texts.read(in)));
            case FOLDER -> new Fact.Folder(Texts.read(in), in.getShort());
            case LINK -> new Fact.Link(Texts.read(in), Texts.read(in));
            case LOOK -> new Fact.Look(Texts.read(in), stat(in));
            case CONTENT -> {
                String path = Texts.read(in);
                boolean throughLinks = in.get() != 0;
                boolean settled = in.get() != 0;
                yield new Fact.Content(path, throughLinks, stat(in), Sha256.read(in), settled);
            }
            default -> null;
        };
    }

    private static FileStat stat(ByteBuffer in) {
        return new FileStat(
                Kind.FILE, in.getShort(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
