package dev.jbuild.buildkit;

import dev.jbuild.buildkit.testing.ScriptedDaemon;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;

/** What builds promise, of the daemon that plays faults: without a script it is a good one. */
class ScriptedContractTest extends BuildContract {
    private ScriptedDaemon daemon;

    @BeforeEach
    @Override
    void open() throws Exception {
        daemon = new ScriptedDaemon();
        super.open();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Override
    BuildkitClient connect() throws IOException, BuildkitException {
        return BuildkitClient.connect(daemon.endpoint());
    }
}
