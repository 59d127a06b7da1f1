package dev.jbuild.engine;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cdn.edge.PurgeCommand;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.output.CdnOutput;
import dev.jbuild.engine.output.DeployOutput;
import dev.jbuild.engine.output.FilesOutput;

import java.nio.file.Path;

/**
 * The outputs that a build is to deliver, and what gets each kind of them to its place.
 *
 * @param notes writes files that say what was delivered
 */
record Outlets(
        WantedOutputs wanted,
        FilesOutput files,
        ImageDeliveries images,
        CdnOutput releases,
        DeployOutput notes) {
    static Outlets of(
            Aim aim, KeyedPlan nodes, DiskCache cache, FileDigests digests, Workbench bench) {
        BuildRequest request = bench.request();
        Path root = request.root();
        FilesOutput files = new FilesOutput(root, cache, digests);
        return new Outlets(
                new WantedOutputs(aim, nodes, request.allowed().push()),
                files,
                new ImageDeliveries(cache, digests, bench),
                new CdnOutput(
                        root,
                        cache,
                        files,
                        PurgeCommand.of(request.session().environment()),
                        request.allowed().lock() == LockUse.OFFLINE),
                new DeployOutput(root));
    }
}
