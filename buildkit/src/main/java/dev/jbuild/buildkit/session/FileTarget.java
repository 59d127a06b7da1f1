package dev.jbuild.buildkit.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes exported files as they come, on one thread at a time. Paths are relative and made of plain
 * names, each comes once, and a folder comes before what is in it.
 */
public interface FileTarget extends Closeable {

    /**
     * Whether an entry is to come. One that is not is neither told nor asked for; a folder's own
     * entries are asked about one by one.
     *
     * @throws IOException when the export is nothing to go on with
     */
    boolean wants(String path) throws IOException;

    /**
     * Takes a folder.
     *
     * @param mode permission bits
     */
    void folder(String path, int mode) throws IOException;

    /**
     * Takes a symbolic link.
     *
     * @param target any text but none
     */
    void link(String path, String target) throws IOException;

    /**
     * Takes a second name of a file.
     *
     * @param other a name that has come; the file's content may not have
     */
    void alias(String path, String other) throws IOException;

    /**
     * Takes a file whose content comes later, between that of others.
     *
     * @param mode permission bits
     * @param size of all its content
     */
    Content file(String path, int mode, long size) throws IOException;

    /**
     * Takes word of what has no content to send: a device, a pipe, a socket.
     *
     * @param kind in words, as in "a device"
     * @throws IOException when the export is nothing without it
     */
    void special(String path, String kind) throws IOException;

    /** All has come. */
    void finish() throws IOException;

    /** Nothing more will come. May follow anything, also {@link #finish}. */
    @Override
    void close() throws IOException;

    /** Takes the content of a file: as much as was announced. */
    interface Content {
        void append(ByteBuffer data) throws IOException;

        /** All of it has come. */
        void complete() throws IOException;
    }

    /** Opens a target; called for each attempt to send. */
    @FunctionalInterface
    interface Opener {
        FileTarget open() throws IOException;
    }
}
