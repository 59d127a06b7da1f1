package dev.jbuild.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.session.Credentials;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BusyRegistry;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real registry that has too much to do for a moment, at each end of a transfer. */
@Tag("engine")
class BusyRegistryTest {
    private final ImageName image =
            ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/busy:" + BuildChecker.NONCE);
    private final List<String> notices = new ArrayList<>();

    private Registries registries(BusyRegistry busy) {
        return new Registries(
                _ -> new Credentials("", ""),
                new Proxies(Map.of()),
                text -> {
                    notices.add(text);
                    busy.recover();
                });
    }

    private void assertTriedAgain(int status) {
        assertThat(notices)
                .singleElement()
                .asString()
                .contains(status == BusyRegistry.RESET ? "" : " answers " + status)
                .endsWith("; trying again in 1 s");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, BusyRegistry.RESET})
    void image_isCopiedToABusyRegistry(int status) throws Exception {
        Digest digest = TestRegistry.put(image, "to " + status + image.tag());
        try (BusyRegistry busy = new BusyRegistry(status)) {
            ImageName copy = ImageName.parse(busy.name() + "/jbuild-test/busy-copy:" + status);
            registries(busy).copy(image.at(digest), copy);
        }

        assertTriedAgain(status);
        ImageName there =
                ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/busy-copy:" + status);
        assertThat(TestRegistry.manifest(there, digest.toString()).path("layers")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, BusyRegistry.RESET})
    void image_isCopiedFromABusyRegistry_andGetsItsNameThere(int status) throws Exception {
        Digest digest = TestRegistry.put(image, "from " + status + image.tag());
        try (BusyRegistry busy = new BusyRegistry(status)) {
            ImageName name = ImageName.parse(busy.name() + "/jbuild-test/busy:named" + status);
            assertThat(registries(busy).name(name, digest, new TreeMap<>())).isEqualTo(digest);
        }

        assertTriedAgain(status);
        assertThat(TestRegistry.manifest(image, "named" + status).path("layers")).hasSize(1);
    }
}
