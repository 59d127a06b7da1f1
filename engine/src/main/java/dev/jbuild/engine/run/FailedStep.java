package dev.jbuild.engine.run;

import dev.jbuild.buildkit.Ref;
import dev.jbuild.buildkit.llb.OpDigest;

import java.util.List;

/**
 * A step that failed, as the builder knows it until the build ends.
 *
 * @param mounts how it left its mounts; empty where the builder does not keep that
 */
public record FailedStep(OpDigest op, List<Ref> mounts) {
    public FailedStep {
        mounts = List.copyOf(mounts);
    }
}
