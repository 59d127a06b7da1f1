package dev.jbuild.buildkit.session;

import java.io.IOException;
import java.io.Serial;

/** The daemon does not go on with an export. */
final class BrokenOffException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    BrokenOffException(String message) {
        super(message);
    }
}
