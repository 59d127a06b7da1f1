package dev.jbuild.buildkit;

import org.junit.jupiter.api.Tag;

/** What builds promise, of a real daemon. */
@Tag("engine")
class RealContractTest extends BuildContract {
    @Override
    BuildkitClient connect() throws BuildkitException {
        return Engine.connect();
    }
}
