package dev.jbuild.cli.command;

import dev.jbuild.engine.doctor.Finding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How this program was started.
 *
 * @param lib folder of its jars; empty when the launcher did not start it
 * @param java the Java that runs it
 * @param cached whether that has taken its classes from a cache. A cache that was made by another
 *     Java, or for jars that were others or had another date, is left aside without a word
 */
public record Start(Optional<Path> lib, Path java, boolean cached) {
    /** What commands like {@code doctor} are started from. */
    private static final String CACHE = "whole.aot";

    /** The Java that a distribution may have of its own, beside the jars. */
    private static final String RUNTIME = "../runtime";

    /**
     * How well that is.
     *
     * @param version of jbuild and its Java
     */
    Finding finding(String version) {
        if (lib.isEmpty()) {
            return slow(
                    version,
                    "started without its launcher, so slowly, and never from the ledger",
                    "start `bin/jbuild` of a distribution");
        }
        Path cache = lib.get().resolve(CACHE);
        if (!Files.exists(cache)) {
            return slow(
                    version,
                    "starts slowly: there are no caches for it in `" + lib.get() + "`",
                    "`dev/aot` of a checkout makes them, as the first build with `./jbuild` does");
        }
        return cached
                ? new Finding("jbuild", Finding.State.WELL, bare(version), "")
                : slow(
                        version,
                        "starts slowly: `" + cache + "` does not fit",
                        isStrange()
                                ? "it is of another Java than " + java + ": unset JBUILD_JAVA_HOME"
                                : "it is of another Java than "
                                        + java
                                        + ", or the jars were changed or copied without their"
                                        + " dates: copy with `cp -a`, or make it anew with"
                                        + " `dev/aot`");
    }

    /** Whether it has a Java of its own, and another one runs it. */
    private boolean isStrange() {
        Path own = lib.orElseThrow().resolve(RUNTIME).normalize();
        return Files.isDirectory(own) && !own.equals(java);
    }

    private static Finding slow(String version, String how, String cure) {
        return new Finding("jbuild", Finding.State.LACKING, bare(version) + "; " + how, cure);
    }

    private static String bare(String version) {
        return version.replaceFirst("^jbuild ", "");
    }
}
