package dev.jbuild.engine.plan;

import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who delivers to which place on disk. */
final class Places {
    private final Map<String, List<Claim>> claims = new HashMap<>();

    /**
     * Somebody who delivers.
     *
     * @param file the name in the place of what may be one file in a folder; empty for what has the
     *     place to itself
     */
    record Claim(RecipeId owner, SourceSpan span, Optional<String> file) {
        Claim(RecipeId owner, SourceSpan span) {
            this(owner, span, Optional.empty());
        }

        private boolean leavesRoomFor(Claim other) {
            return file.isPresent() && other.file.isPresent() && !file.equals(other.file);
        }
    }

    /**
     * Claims a place.
     *
     * @throws UserMistake when somebody else has it
     */
    void claim(String place, Claim claim) throws UserMistake {
        List<Claim> earlier = claims.computeIfAbsent(place, _ -> new ArrayList<>());
        for (Claim other : earlier) {
            if (!other.leavesRoomFor(claim)) {
                throw twice("`" + place + "`", other, claim);
            }
        }
        earlier.add(claim);
    }

    /** That two deliver the same, told at the second one. */
    static UserMistake twice(String what, Claim one, Claim other) {
        return new UserMistake(
                Diagnostic.at(
                        other.span(),
                        "output-twice",
                        what + " is delivered " + by(one, other),
                        cure(one.owner(), other.owner())));
    }

    private static String by(Claim one, Claim other) {
        return one.owner().equals(other.owner())
                ? "twice by `%s`: %s and %s".formatted(one.owner(), one.span(), other.span())
                : "by both `%s` (%s) and `%s` (%s)"
                        .formatted(one.owner(), one.span(), other.owner(), other.span());
    }

    private static String cure(RecipeId one, RecipeId other) {
        if (one.equals(other)) {
            return "give each its own place";
        }
        return one.target().equals(other.target()) && !one.platform().equals(other.platform())
                ? "put `${platform.arch}` into its name, or make the target `platform 'native'`"
                : "give each its own place, or build only one of them";
    }
}
