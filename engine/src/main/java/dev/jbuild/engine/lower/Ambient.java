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
 * What every run finds around it without having asked, and what leaves no trace in its result:
 * secrets and proxies. A step's own setting of a variable wins.
 *
 * @param secretVariables variables whose values the session supplies
 * @param plainVariables variables with their values, for engines that know no secret ones
 * @param anew whether steps are done again though their results are known
 */
public record Ambient(
        List<Mount> mounts,
        List<SecretEnv> secretVariables,
        Map<String, String> plainVariables,
        Optional<ProxyEnv> proxy,
        boolean anew) {
    public static final Ambient NONE =
            new Ambient(List.of(), List.of(), Map.of(), Optional.empty(), false);

    public Ambient {
        mounts = List.copyOf(mounts);
        secretVariables = List.copyOf(secretVariables);
        plainVariables = Collections.unmodifiableSortedMap(new TreeMap<>(plainVariables));
    }

    /** The same around steps that are done again. */
    public Ambient forStepsDoneAgain() {
        return new Ambient(mounts, secretVariables, plainVariables, proxy, true);
    }
}
