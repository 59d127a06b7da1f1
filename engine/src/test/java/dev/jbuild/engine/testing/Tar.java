package dev.jbuild.engine.testing;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Makes tar archives, also such as no archiver makes. */
public final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    public Tar() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** A file. */
    public Tar file(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        // Else it gets a header of its own.
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
    }

    /** A file of text. */
    public Tar file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A symbolic link. */
    public Tar link(String name, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("x", TarConstants.LF_SYMLINK);
        entry.addPaxHeader("path", name);
        entry.addPaxHeader("linkpath", target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    /** A second name of a file. */
    public Tar hardLink(String name, String other) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_LINK);
        entry.setLinkName(other);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    /** The beginning of an archive with a file, before the first byte of its content. */
    public static byte[] header(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        byte[] header = new byte[TarConstants.DEFAULT_RCDSIZE];
        entry.writeEntryHeader(header);
        return header;
    }

    /** An entry of any type, whose name is in a header of its own, and so is taken as it is. */
    public Tar extended(String name, byte type, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("x", type);
        entry.addPaxHeader("path", name);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    /** A file with an extended header that is about that long. */
    public Tar remarked(String name, int length) throws IOException {
        extendedHeader(record("comment", "x".repeat(length)));
        return file(name, "");
    }

    /** A file that is one hole. */
    public Tar sparse(String name, long size) throws IOException {
        String said =
                record("GNU.sparse.size", Long.toString(size))
                        + record("GNU.sparse.numblocks", "0")
                        + record("GNU.sparse.map", "");
        extendedHeader(said);
        return file(name, "");
    }

    private void extendedHeader(String said) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry("x", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
        header.setSize(said.length());
        tar.putArchiveEntry(header);
        tar.write(said.getBytes(StandardCharsets.US_ASCII));
        tar.closeArchiveEntry();
    }

    /** A line that begins with its own length. */
    private static String record(String name, String value) {
        String rest = " " + name + "=" + value + "\n";
        int length = rest.length() + 1;
        while (length != rest.length() + Integer.toString(length).length()) {
            length++;
        }
        return length + rest;
    }

    /** The archive. */
    public byte[] toByteArray() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }
}
