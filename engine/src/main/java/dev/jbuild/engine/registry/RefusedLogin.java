package dev.jbuild.engine.registry;

import java.io.IOException;

/** A registry does not let the user in: without a login, or with the one that there is. */
final class RefusedLogin extends IOException {
    private static final long serialVersionUID = 1;

    RefusedLogin(String message) {
        super(message);
    }
}
