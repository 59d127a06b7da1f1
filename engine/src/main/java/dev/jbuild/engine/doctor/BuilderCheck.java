package dev.jbuild.engine.doctor;

import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.engine.docker.EngineAddress;
import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.engine.solve.Connection;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the BuildKit that runs steps: what it can do, and for which platforms. */
final class BuilderCheck {
    private static final String SUBJECT = "builder";
    static final List<Platform> USUAL_PLATFORMS =
            List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));

    private BuilderCheck() {}

    static List<Finding> of(
            Optional<BuilderAddress> own, Optional<EngineAddress> engine, List<Platform> platforms)
            throws InterruptedException {
        try (Connection builder =
                own.isPresent()
                        ? Connection.open(own.get())
                        : Connection.open(engine.orElseThrow())) {
            List<Finding> findings = new ArrayList<>();
            String place = own.map(address -> " at " + address).orElse(" in the engine");
            findings.add(abilities(builder, place));
            List<Platform> known = builder.platforms();
            platforms.forEach(platform -> findings.add(platform(known, platform)));
            return findings;
        } catch (EnvironmentFailure e) {
            return List.of(Finding.broken(SUBJECT, e));
        }
    }

    private static Finding abilities(Connection builder, String place)
            throws EnvironmentFailure, InterruptedException {
        String name = "BuildKit " + builder.version().orElse("without a version") + place;
        Capabilities able = builder.capabilities();
        List<String> lacking = new ArrayList<>();
        if (!able.secretEnv()) {
            lacking.add("secrets in variables");
        }
        if (!able.copyPatterns()) {
            lacking.add("`exclude` in copies of artifacts");
        }
        return lacking.isEmpty()
                ? Finding.well(SUBJECT, name)
                : Finding.lacking(
                        SUBJECT,
                        name + " cannot do: " + String.join(", ", lacking),
                        "use Docker 23 or newer");
    }

    /** A builder that somebody has named for a platform, which it should have itself. */
    static List<Finding> of(BuilderAddress named, List<Platform> platforms)
            throws InterruptedException {
        try (Connection builder = Connection.open(named)) {
            List<Finding> findings = new ArrayList<>();
            findings.add(abilities(builder, " at " + named));
            List<Platform> known = builder.platforms();
            for (Platform platform : platforms) {
                Finding found = platform(known, platform);
                boolean isItsOwn = isSame(known.getFirst(), platform);
                findings.add(
                        isItsOwn || found.state() != Finding.State.WELL
                                ? found
                                : Finding.lacking(
                                        found.subject(),
                                        found.text() + ", at " + named,
                                        "name a builder for it that has such a processor"));
            }
            return findings;
        } catch (EnvironmentFailure e) {
            return List.of(Finding.broken(SUBJECT, e));
        }
    }

    /**
     * @param known what the builder runs, its own first
     */
    private static Finding platform(List<Platform> known, Platform wanted) {
        String name = wanted.os() + "/" + wanted.architecture();
        if (known.stream().noneMatch(platform -> isSame(platform, wanted))) {
            return Finding.lacking(
                    name,
                    "steps cannot run: there is no emulation of this processor",
                    "Debian and Ubuntu: `sudo apt-get install qemu-user-static"
                            + " binfmt-support`; elsewhere: `docker run --privileged"
                            + " --rm tonistiigi/binfmt --install "
                            + wanted.architecture()
                            + "`; then restart the engine. Or give --builder "
                            + name
                            + "=ADDRESS one that runs it natively");
        }
        return Finding.well(
                name,
                isSame(known.getFirst(), wanted)
                        ? "steps run natively"
                        : "steps run emulated, 5 to 20 times slower");
    }

    private static boolean isSame(Platform one, Platform other) {
        return one.os().equals(other.os()) && one.architecture().equals(other.architecture());
    }
}
