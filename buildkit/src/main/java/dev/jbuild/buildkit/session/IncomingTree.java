package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.io.Closeable;
import java.io.IOException;

/** Takes what an export describes and sends. */
interface IncomingTree extends Closeable {

    /** Takes an entry; true if it is a file whose content is still to come. */
    boolean create(int id, Stat stat) throws IOException;

    /** Takes the next bytes of a file. */
    void append(int id, ByteString data) throws IOException;

    /** All content of the file has come. */
    void complete(int id) throws IOException;

    /** All entries have come. */
    void finish() throws IOException;

    /** Lets go of files that were not completed. */
    @Override
    void close() throws IOException;
}
