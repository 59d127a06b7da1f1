package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;

/**
 * What a build file may know of the request that it is evaluated for.
 *
 * @param nativePlatform the platform that runs without emulation
 * @param userPlatform the platform of the machine that jbuild runs on
 * @param push whether images are pushed
 */
public record RequestFacts(Platform nativePlatform, Platform userPlatform, boolean push) {}
