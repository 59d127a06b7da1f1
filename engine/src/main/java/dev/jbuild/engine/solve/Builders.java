package dev.jbuild.engine.solve;

import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The builders of a user.
 *
 * @param usual who runs the steps of platforms that no other one is named for; absent for the one
 *     inside of the engine
 * @param named those of certain platforms
 */
public record Builders(Optional<BuilderAddress> usual, SortedMap<Platform, BuilderAddress> named) {
    /** The one inside of the engine runs everything. */
    public static final Builders NONE = new Builders(Optional.empty(), new TreeMap<>());

    private static final String VARIABLE = "BUILDKIT_HOST";

    public Builders {
        named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
    }

    /** One runs everything. */
    public static Builders only(BuilderAddress usual) {
        return new Builders(Optional.of(usual), new TreeMap<>());
    }

    /**
     * Reads {@code ADDRESS} or {@code PLATFORM=ADDRESS}, any number of them.
     *
     * @throws IllegalArgumentException with what is wrong with one, for people
     */
    public static Builders parse(Collection<String> texts) {
        Optional<BuilderAddress> usual = Optional.empty();
        SortedMap<Platform, BuilderAddress> named = new TreeMap<>();
        for (String text : texts) {
            int equals = platformEnd(text);
            BuilderAddress address = address(text, text.substring(equals + 1));
            if (equals < 0) {
                if (usual.isPresent()) {
                    throw new IllegalArgumentException(
                            "`" + text + "` is a second builder for all platforms");
                }
                usual = Optional.of(address);
            } else {
                Platform platform = platform(text, text.substring(0, equals));
                if (named.putIfAbsent(platform, address) != null) {
                    throw new IllegalArgumentException(
                            "`" + text + "` is a second builder for " + platform);
                }
            }
        }
        return new Builders(usual, named);
    }

    /** An address may have an equals sign too, in its settings, which begin at a question mark. */
    private static int platformEnd(String text) {
        int equals = text.indexOf('=');
        int scheme = text.indexOf("://");
        return scheme < 0 || equals < scheme ? equals : -1;
    }

    private static BuilderAddress address(String text, String address) {
        try {
            return BuilderAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("`" + text + "` " + e.getMessage(), e);
        }
    }

    private static Platform platform(String text, String platform) {
        try {
            return Platform.parseKnown(platform);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "`" + text + "` names the platform `" + platform + "`, which is none", e);
        }
    }

    /** The same with what others say where these do not. */
    public Builders or(Builders others) {
        SortedMap<Platform, BuilderAddress> all = new TreeMap<>(others.named);
        all.putAll(named);
        return new Builders(usual.or(others::usual), all);
    }

    /**
     * The same with what the environment says where these do not.
     *
     * @param environment where {@code BUILDKIT_HOST} may name the usual one
     * @throws EnvironmentFailure when that is no address
     */
    public Builders in(Map<String, String> environment) throws EnvironmentFailure {
        String host = environment.getOrDefault(VARIABLE, "");
        if (usual.isPresent() || host.isEmpty()) {
            return this;
        }
        try {
            return new Builders(Optional.of(BuilderAddress.parse(host)), named);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentFailure(
                    "builder-address",
                    VARIABLE + " is `" + host + "`, which " + e.getMessage(),
                    "set it right, or unset it to build with the Docker engine",
                    e);
        }
    }

    /** Where the steps of platforms run that no builder is named for. */
    public Site usualSite() {
        return new Site(usual);
    }

    /** Where the steps of a platform run. */
    public Site site(Platform platform) {
        BuilderAddress own = named.get(platform);
        return own == null ? usualSite() : Site.at(own);
    }

    /** All of them, the usual one first. */
    public Set<Site> sites() {
        Set<Site> sites = new LinkedHashSet<>();
        sites.add(usualSite());
        named.values().forEach(address -> sites.add(Site.at(address)));
        return sites;
    }
}
