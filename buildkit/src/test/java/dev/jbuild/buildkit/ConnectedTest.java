package dev.jbuild.buildkit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What tests share that talk to the real daemon: one connection a class. */
abstract class ConnectedTest {

    static BuildkitClient client;

    @BeforeAll
    static void connect() throws BuildkitException {
        client = Engine.connect();
    }

    @AfterAll
    static void close() {
        client.close();
    }
}
