package dev.jbuild.dsl.earthfile;

import java.util.Map;
import java.util.Optional;

/** Arguments that Earthly itself gives a value, and what a build file has for them. */
final class Facts {
    private static final Map<String, String> BY_NAME =
            Map.ofEntries(
                    Map.entry("TARGETPLATFORM", "\"${platform}\""),
                    Map.entry("TARGETOS", "platform.os"),
                    Map.entry("TARGETARCH", "platform.arch"),
                    Map.entry("TARGETVARIANT", "platform.variant"),
                    Map.entry("NATIVEPLATFORM", "\"${nativePlatform}\""),
                    Map.entry("NATIVEOS", "nativePlatform.os"),
                    Map.entry("NATIVEARCH", "nativePlatform.arch"),
                    Map.entry("NATIVEVARIANT", "nativePlatform.variant"),
                    Map.entry("BUILDPLATFORM", "\"${nativePlatform}\""),
                    Map.entry("BUILDOS", "nativePlatform.os"),
                    Map.entry("BUILDARCH", "nativePlatform.arch"),
                    Map.entry("USERPLATFORM", "\"${userPlatform}\""),
                    Map.entry("USEROS", "userPlatform.os"),
                    Map.entry("USERARCH", "userPlatform.arch"),
                    Map.entry("USERVARIANT", "userPlatform.variant"),
                    Map.entry("EARTHLY_TARGET_NAME", "target ?: ''"),
                    Map.entry("EARTHLY_GIT_HASH", "git.hash ?: ''"),
                    Map.entry("EARTHLY_GIT_SHORT_HASH", "git.shortHash ?: ''"),
                    Map.entry("EARTHLY_GIT_BRANCH", "git.branch ?: ''"),
                    Map.entry("EARTHLY_TARGET_TAG", "git.tag ?: git.branch ?: ''"),
                    Map.entry("EARTHLY_GIT_COMMIT_TIMESTAMP", "\"${git.timestamp ?: 0}\""),
                    Map.entry("EARTHLY_SOURCE_DATE_EPOCH", "\"${git.timestamp ?: 0}\""),
                    Map.entry("EARTHLY_PUSH", "\"${push}\""),
                    Map.entry("EARTHLY_CI", "\"${ci}\""));

    private Facts() {}

    /** The expression for an argument, if it is such a one. */
    static Optional<String> of(String argument) {
        return Optional.ofNullable(BY_NAME.get(argument));
    }
}
