package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Project;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

class ContactTest {
    @TempDir Path folder;

    /**
     * Two parts of a build meet a connection that broke: what one has begun, the other calls off.
     */
    @Test
    @Timeout(60)
    void connectionThatIsCalledOff_isMadeAnewForWhoeverWaits() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                Contact contact = new Contact(request())) {
            Site site = Site.at(BuilderAddress.parse("tcp://127.0.0.1:" + silent.getLocalPort()));
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    contact.builder(site);
                                } catch (Exception e) {
                                    failure.complete(e);
                                }
                            });
            try (Socket _ = silent.accept()) {
                contact.disconnectBuilders();
                try (Socket _ = silent.accept()) {
                    assertThat(failure).isNotDone();
                }
            }
        }
        // At the end of the build nobody is connected anew.
        assertThat(failure.get()).isInstanceOf(Exception.class);
    }

    private BuildRequest request() {
        return new BuildRequest(
                folder,
                new Evaluation(new Project(List.of(), new LinkedHashMap<>()), List.of()),
                new TreeMap<>(),
                new Permissions(false, false, LockUse.EXTEND),
                new Session(Map.of(), Secrets.NONE, new Trust.None()),
                new CacheFolder(folder.resolve("state"), CacheSize.usual()));
    }
}
