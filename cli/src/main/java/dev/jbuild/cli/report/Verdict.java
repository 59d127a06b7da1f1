package dev.jbuild.cli.report;

import dev.jbuild.engine.BuildReport;

import java.util.Locale;

/**
 * How a build ended.
 *
 * @param message why, where it ended before its end; else empty
 */
record Verdict(Kind kind, String message) {
    enum Kind {
        SUCCEEDED,
        /** A step failed. */
        FAILED,
        /** Something outside of it, or a mistake in a build file, was in its way. */
        BROKEN,
        INTERRUPTED;

        /** As reports name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Verdict of(BuildReport report) {
        if (report.succeeded()) {
            return new Verdict(Kind.SUCCEEDED, "");
        }
        return new Verdict(report.lacksOnlyWhatIsOutside() ? Kind.BROKEN : Kind.FAILED, "");
    }

    /** Of a build that ended by an exception. */
    static Verdict of(Exception end) {
        return end instanceof InterruptedException
                ? new Verdict(Kind.INTERRUPTED, "")
                : new Verdict(Kind.BROKEN, String.valueOf(end.getMessage()));
    }
}
