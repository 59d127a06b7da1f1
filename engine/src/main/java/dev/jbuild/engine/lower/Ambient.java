package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.ProxyEnv;
import dev.jbuild.buildkit.llb.SecretEnv;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What steps find around them without having asked: for runs, secrets and proxies, which leave no
 * trace in results, and what the builder can do. A step's own setting of a variable wins.
 *
 * @param secretVariables variables whose values the session supplies
 * @param plainVariables variables with their values, for engines that know no secret ones
 * @param anew whether steps are done again though their results are known
 * @param merges whether the builder can put trees on top of each other
 */
public record Ambient(
        List<Mount> mounts,
        List<SecretEnv> secretVariables,
        Map<String, String> plainVariables,
        Optional<ProxyEnv> proxy,
        boolean anew,
        boolean merges) {
    public static final Ambient NONE =
            new Ambient(List.of(), List.of(), Map.of(), Optional.empty(), false, false);

    public Ambient {
        mounts = List.copyOf(mounts);
        secretVariables = List.copyOf(secretVariables);
        plainVariables = Collections.unmodifiableSortedMap(new TreeMap<>(plainVariables));
    }

    /** The same around steps that are done again. */
    public Ambient forStepsDoneAgain() {
        return new Ambient(mounts, secretVariables, plainVariables, proxy, true, merges);
    }
}
