package dev.jbuild.buildkit;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.Vertex;
import dev.jbuild.buildkit.wire.gateway.InitMessage;
import dev.jbuild.buildkit.wire.gateway.NewContainerRequest;
import dev.jbuild.buildkit.wire.pb.Meta;
import dev.jbuild.buildkit.wire.pb.Mount;
import dev.jbuild.buildkit.wire.pb.Step;

import java.util.List;

/** Makes containers out of steps. */
final class WireContainers {

    private WireContainers() {}

    /** The operation of a step as the daemon reads it. */
    static Step read(Vertex step) throws BuildkitException.Rejected {
        if (!(step.op() instanceof ExecOp)) {
            throw new BuildkitException.Rejected(step + " runs no program");
        }
        try {
            return Step.parseFrom(step.bytes().toArray());
        } catch (InvalidProtocolBufferException e) {
            throw new BuildkitException.Rejected(step + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * @param trees at each mount of the step; the root is the first
     */
    static NewContainerRequest open(String id, Step step, List<Ref> trees)
            throws BuildkitException.Rejected {
        List<Mount> mounts = step.getExec().getMountsList();
        if (trees.size() != mounts.size() || trees.getFirst().equals(Ref.SCRATCH)) {
            throw new BuildkitException.Rejected("a container needs a tree at its root");
        }
        NewContainerRequest.Builder request =
                NewContainerRequest.newBuilder()
                        .setContainerID(id)
                        .setNetwork(step.getExec().getNetwork())
                        .setPlatform(step.getPlatform());
        for (int i = 0; i < mounts.size(); i++) {
            request.addMounts(mounts.get(i).toBuilder().setResultID(trees.get(i).id()));
        }
        return request.build();
    }

    /** The start of a program in a container. */
    static InitMessage start(String id, Step step, List<String> command, List<Integer> streams) {
        Meta meta = step.getExec().getMeta();
        return InitMessage.newBuilder()
                .setContainerID(id)
                .setMeta(
                        Meta.newBuilder()
                                .addAllArgs(command)
                                .addAllEnv(meta.getEnvList())
                                .setCwd(meta.getCwd())
                                .setUser(meta.getUser()))
                .addAllFds(streams)
                .setSecurity(step.getExec().getSecurity())
                .addAllSecretenv(step.getExec().getSecretenvList())
                .build();
    }
}
