package dev.jbuild.engine.trust;

import java.nio.file.Path;

/** Which certificate authorities steps trust beside those of their image. */
public sealed interface Trust {
    /** Those of the host, from the bundle that its TLS libraries use. */
    record Host() implements Trust {}

    /** No others. */
    record None() implements Trust {}

    /** Those of a PEM file. */
    record File(Path bundle) implements Trust {}
}
