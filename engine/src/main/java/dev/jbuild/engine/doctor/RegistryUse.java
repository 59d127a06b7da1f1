package dev.jbuild.engine.doctor;

import dev.jbuild.engine.base.Mirrors;

/**
 * What builds use a registry for.
 *
 * @param purpose a sentence without its end
 * @param without what happens when it does not let the user in, likewise
 * @param state how bad that is
 * @param detour how builds do without it; empty when they do not
 */
record RegistryUse(String purpose, String without, Finding.State state, String detour) {
    static RegistryUse bases() {
        return new RegistryUse(
                "base images come from it",
                "base images that the builder does not have cannot be fetched",
                Finding.State.BROKEN,
                "");
    }

    /** Beside mirrors that the engine asks first. */
    static RegistryUse restOfHub() {
        return new RegistryUse(
                "base images come from it that the engine's mirrors do not have",
                "only what the engine's mirrors have can be fetched",
                Finding.State.LACKING,
                "");
    }

    /** The engine may have such images, and nobody else. */
    static RegistryUse unlocked() {
        return new RegistryUse(
                "base images come from it that are not locked yet",
                "base images that are not locked are only found where the engine has them",
                Finding.State.LACKING,
                "");
    }

    static RegistryUse mirror(String registry) {
        return new RegistryUse(
                "base images of " + registry + " come from it",
                "base images of "
                        + registry
                        + " that the builder does not have cannot be fetched, since no other place"
                        + " is asked",
                Finding.State.BROKEN,
                "take " + registry + " out of " + Mirrors.VARIABLE + " to fetch from there itself");
    }

    static RegistryUse mirrorOfEngine() {
        return new RegistryUse(
                "the engine looks there first for images of Docker Hub",
                "the engine asks Docker Hub itself, which answers so many requests an hour",
                Finding.State.LACKING,
                "take it out of \"registry-mirrors\" in daemon.json");
    }

    static RegistryUse pushes() {
        return new RegistryUse(
                "images are pushed to it", "--push fails", Finding.State.LACKING, "");
    }
}
