package dev.jbuild.dsl.earthfile;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The variables that can be seen at a place, by the names that the Earthfile gives them. Those of a
 * target are seen there; those of the file, everywhere.
 */
final class Names {
    /** Words that mean something else in a build file. */
    private static final Set<String> TAKEN =
            Set.of(
                    """
                    annotation arg artifact as assert boolean break build cache case cdn ci class cmd const continue
                    copy def default do doc else entrypoint enum env expose false fetch file final for from
                    fromDockerfile function git gitClone goto healthcheck if image import imports in instanceof
                    int interface jbuild label nativePlatform needs new null package platform private public push
                    return run service shell static stopSignal super switch target this throw trait true try user
                    userPlatform var void volume while workdir"""
                            .split("\\s+"));

    private final @Nullable Names outer;
    private final Map<String, String> identifiers = new HashMap<>();

    private Names(@Nullable Names outer) {
        this.outer = outer;
    }

    /** Whether a build file has another use for the name. */
    static boolean isTaken(String name) {
        return TAKEN.contains(name);
    }

    static Names ofFile() {
        return new Names(null);
    }

    Names inner() {
        return new Names(this);
    }

    boolean knows(String name) {
        return identifiers.containsKey(name) || (outer != null && outer.knows(name));
    }

    /** Whether it is declared here, and not further out. */
    boolean declares(String name) {
        return identifiers.containsKey(name);
    }

    String identifier(String name) {
        String identifier = identifiers.get(name);
        if (identifier != null) {
            return identifier;
        }
        if (outer == null) {
            throw new IllegalArgumentException(name);
        }
        return outer.identifier(name);
    }

    /** Declares a variable. A block of Groovy cannot have one of the same name as the file. */
    String declare(String name) {
        String identifier = name.replaceAll("\\W", "_");
        while (TAKEN.contains(identifier)
                || (outer != null && outer.identifiers.containsValue(identifier))) {
            identifier += "_";
        }
        identifiers.put(name, identifier);
        return identifier;
    }
}
