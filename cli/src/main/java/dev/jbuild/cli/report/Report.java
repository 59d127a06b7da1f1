package dev.jbuild.cli.report;

import java.io.IOException;

/** One report on its way to its file. */
interface Report {
    /** Takes part in what happens. */
    void take(Moment moment) throws IOException;

    /** Completes the file. */
    void end(Story story) throws IOException;
}
