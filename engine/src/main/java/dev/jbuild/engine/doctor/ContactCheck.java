package dev.jbuild.engine.doctor;

import dev.jbuild.buildkit.session.DockerConfigCredentials;
import dev.jbuild.engine.base.Mirrors;
import dev.jbuild.engine.docker.EngineFacts;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.registry.Reception;
import dev.jbuild.engine.registry.Registries;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.BuildException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Asks the registries that a project needs whether they let the user in.
 *
 * <p>They are asked from this machine, with the user's logins. In a build it is mostly the engine
 * that asks, with the same logins and mostly from the same machine; what it was told to do in
 * another way counts here too.
 */
final class ContactCheck {
    /** So long may all registries take together. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final Optional<EngineFacts> engine;
    private final boolean isNear;
    private final Duration limit;

    /**
     * @param engine what it says, where one answers
     * @param isNear whether the engine is on this machine
     * @param limit how long all registries may take together
     */
    ContactCheck(Optional<EngineFacts> engine, boolean isNear, Duration limit) {
        this.engine = engine;
        this.isNear = isNear;
        this.limit = limit;
    }

    List<Finding> of(Patient patient, Map<String, String> environment) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        RegistryNeeds needs = needs(patient, environment, findings);
        if (patient.offline()) {
            for (ImageName image : needs.images()) {
                String purpose = purpose(needs.uses(image.registry()));
                findings.add(Finding.well(image.registry(), "not asked, by --offline; " + purpose));
            }
            return findings;
        }
        SortedMap<String, Reception> receptions =
                new Registries(
                                DockerConfigCredentials.of(environment),
                                new Proxies(environment),
                                // Nothing is tried again.
                                _ -> {})
                        .receptions(needs.images(), limit);
        boolean isMirrored = isMirrored(needs, receptions);
        receptions.forEach(
                (registry, reception) -> {
                    boolean isRest = isMirrored && registry.equals(ImageName.DEFAULT_REGISTRY);
                    List<RegistryUse> uses = needs.uses(registry);
                    findings.add(finding(registry, reception, isRest ? ofRest(uses) : uses));
                });
        return findings;
    }

    private RegistryNeeds needs(
            Patient patient, Map<String, String> environment, List<Finding> findings) {
        LockFile lock = LockFile.EMPTY;
        Mirrors mirrors = new Mirrors(new TreeMap<>());
        try {
            lock = LockFile.read(patient.root());
        } catch (BuildException e) {
            findings.add(Finding.broken(LockFile.NAME, e));
        }
        try {
            mirrors = Mirrors.of(environment);
        } catch (BuildException e) {
            findings.add(Finding.broken(Mirrors.VARIABLE, e));
        }
        RegistryNeeds needs = new RegistryNeeds();
        needs.addBases(lock.images().keySet(), RegistryUse.bases(), mirrors);
        for (ImageName base : patient.bases()) {
            boolean isLocked = lock.image(base).isPresent();
            RegistryUse use = isLocked ? RegistryUse.bases() : RegistryUse.unlocked();
            needs.addBases(List.of(base), use, mirrors);
        }
        needs.addMirrors(mirrors);
        needs.addPushed(patient.pushed());
        // What another machine can reach cannot be told from here.
        engine.filter(_ -> isNear).ifPresent(needs::addMirrorsOf);
        return needs;
    }

    /** Whether Docker Hub is not all that the engine has for its images. */
    private boolean isMirrored(RegistryNeeds needs, Map<String, Reception> receptions) {
        if (!isNear) {
            return engine.stream().anyMatch(facts -> !facts.mirrors().isEmpty());
        }
        return receptions.entrySet().stream()
                .filter(asked -> needs.uses(asked.getKey()).contains(RegistryUse.mirrorOfEngine()))
                .anyMatch(asked -> isOpen(asked.getKey(), asked.getValue()));
    }

    private static List<RegistryUse> ofRest(List<RegistryUse> uses) {
        return uses.stream()
                .map(use -> use.equals(RegistryUse.pushes()) ? use : RegistryUse.restOfHub())
                .distinct()
                .toList();
    }

    private boolean isOpen(String registry, Reception reception) {
        return switch (reception) {
            case Reception.Welcome _, Reception.Stranger _ -> true;
            case Reception.Untrusted _, Reception.BadCertificate _, Reception.NoTls _ ->
                    unverified().contains(registry);
            default -> false;
        };
    }

    /** Registries whose certificates the engine was told not to verify, or not to expect. */
    private Set<String> unverified() {
        Set<String> registries = new HashSet<>();
        engine.ifPresent(
                facts -> {
                    registries.addAll(facts.insecure());
                    facts.mirrors().stream()
                            .filter(url -> url.startsWith("http:"))
                            .forEach(url -> RegistryNeeds.host(url).ifPresent(registries::add));
                });
        return registries;
    }

    private Finding finding(String registry, Reception reception, List<RegistryUse> uses) {
        return switch (reception) {
            case Reception.Welcome _ -> Finding.well(registry, "answers; " + purpose(uses));
            case Reception.Stranger _ ->
                    uses.contains(RegistryUse.pushes())
                            ? Finding.lacking(
                                    registry,
                                    "answers, but takes images only from who is logged in, and no"
                                            + " login is stored; --push fails",
                                    login(registry))
                            : Finding.well(registry, "answers; " + purpose(uses));
            case Reception _ when isOpen(registry, reception) ->
                    Finding.well(
                            registry,
                            "answers without a certificate that is verified, as the engine is"
                                    + " told; "
                                    + purpose(uses));
            case Reception.LoginNeeded _ ->
                    poor(registry, "needs a login, and none is stored", login(registry), uses);
            case Reception.LoginRefused _ ->
                    poor(
                            registry,
                            "refuses the login that is stored",
                            "log in again: " + login(registry),
                            uses);
            case Reception.Untrusted _ ->
                    poor(
                            registry,
                            "its certificate is from an authority that is not trusted here",
                            "put the certificate of the authority into `/etc/docker/certs.d/"
                                    + registry
                                    + "/ca.crt`, here and on the machine of the engine",
                            uses);
            case Reception.BadCertificate(String why) ->
                    poor(
                            registry,
                            "its certificate is not right: " + why,
                            "whoever runs it has to renew it; check the clock of this machine"
                                    + " as well",
                            uses);
            case Reception.NoTls _ ->
                    poor(
                            registry,
                            "speaks plain HTTP, where TLS is asked for",
                            "give it a certificate; or name it in \"insecure-registries\" in"
                                    + " daemon.json, and whoever is on the way can change images",
                            uses);
            case Reception.Nowhere _ ->
                    poor(
                            registry,
                            Reception.Nowhere.TOLD,
                            "check the name, and the DNS of this machine",
                            uses);
            case Reception.Silent _ ->
                    poor(
                            registry,
                            "gives no answer within " + seconds(),
                            "check whether it is up, the network, and the proxy in HTTPS_PROXY",
                            uses);
            case Reception.Failed(String why) ->
                    poor(
                            registry,
                            "does not answer as it should: " + why,
                            "check whether it is up, the network, and the proxy in HTTPS_PROXY",
                            uses);
        };
    }

    private String seconds() {
        return limit.toSeconds() + " s";
    }

    private static String login(String registry) {
        return "`docker login " + registry + "`";
    }

    private static String purpose(List<RegistryUse> uses) {
        return uses.stream().map(RegistryUse::purpose).collect(Collectors.joining("; "));
    }

    /** A registry that does not let the user in is as bad as what it is needed for. */
    private static Finding poor(String registry, String how, String cure, List<RegistryUse> uses) {
        Finding.State worst = Finding.State.LACKING;
        StringBuilder text = new StringBuilder(how);
        StringBuilder cures = new StringBuilder(cure);
        for (RegistryUse use : uses) {
            worst = use.state() == Finding.State.BROKEN ? use.state() : worst;
            text.append("; ").append(use.without());
            if (!use.detour().isEmpty()) {
                cures.append("; or ").append(use.detour());
            }
        }
        return new Finding(registry, worst, text.toString(), cures.toString());
    }
}
