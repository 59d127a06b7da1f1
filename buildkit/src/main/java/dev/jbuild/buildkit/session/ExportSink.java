package dev.jbuild.buildkit.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Where the client's end of an export is. */
public sealed interface ExportSink {

    /** The daemon sends nothing to us. */
    record None() implements ExportSink {}

    /**
     * Files and directories go here.
     *
     * @param most how many bytes they may have together
     */
    record Directory(Path path, long most) implements ExportSink {}

    /** Files go to whoever this opens. */
    record Files(FileTarget.Opener opener) implements ExportSink {}

    /** An archive goes here. */
    record Stream(Opener opener) implements ExportSink {}

    /** Opens the place for an archive, when its first bytes arrive. */
    @FunctionalInterface
    interface Opener {
        OutputStream open() throws IOException;
    }
}
