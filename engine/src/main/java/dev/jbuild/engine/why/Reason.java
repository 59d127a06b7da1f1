package dev.jbuild.engine.why;

import java.util.List;

/**
 * Why something is done.
 *
 * @param text a clause for people, without a full stop
 */
public record Reason(Kind kind, String text) {
    /** What has changed, or what is not there. */
    public enum Kind {
        /** The node is new in this project, or new on this platform or with these arguments. */
        NEVER_BUILT,
        /** Its result was there and is not any more. */
        EVICTED,
        /** A step is due in every build. */
        EVERY_BUILD,
        /** A file that a step copies. */
        FILE,
        /** A value that the command line gives to the build file. */
        ARGUMENT,
        /** A variable of the environment that the build file reads. */
        VARIABLE,
        /** A file that the build file reads. */
        READ_FILE,
        /** A step is another, in the build file itself. */
        STEP,
        /** A step starts from, or copies from, another image. */
        BASE_IMAGE,
        /** A name of an image stands for another image. */
        LOCK_ENTRY,
        /** A node that it uses. */
        UPSTREAM,
        /** This jbuild understands steps in another way than the one before. */
        PROGRAM,
        /** What it delivers is not where it belongs. */
        OUTPUT,
        /** The user wants nothing reused. */
        ASKED
    }

    /** That nothing is to be reused. */
    public static final Reason ANEW = new Reason(Kind.ASKED, "`--no-cache` asks for it");

    /** Several reasons on one line. */
    public static String line(List<Reason> reasons) {
        String first = reasons.getFirst().text();
        int more = reasons.size() - 1;
        return more == 0 ? first : first + ", and " + more + " more";
    }
}
