package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.ExecBuilder;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.ImageSource;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.model.ImageOptions;

/**
 * A run of a scanner, by the protocol that BuildKit has for them: it finds the files of an image in
 * a folder, and writes statements about them into another one.
 *
 * @param scanner what runs, and where
 * @param image of the scanner
 */
public record Scan(ImageOptions.Scanner scanner, Facts.BaseImage image) {
    /** The last part names the scan. */
    private static final String SOURCE = "/run/src/core/sbom";

    private static final String DESTINATION = "/run/out";

    /** Whether its image says what to run. */
    public boolean isRunnable() {
        return !image.config().command().isEmpty();
    }

    /** The folder with the statements about {@code files}. */
    public Output of(Tree files) {
        Platform platform = Platform.parse(scanner.platform().toString());
        Remarks remarks = Remarks.named("list what is in an image");
        Tree root = new ImageSource(image.reference(), platform).vertex(remarks).output();
        ExecBuilder exec =
                ExecOp.command(platform, root, image.config().command())
                        .cwd(image.config().workdir())
                        .network(ExecOp.Network.NONE);
        image.config().environment().forEach(exec::env);
        ExecOp run =
                exec.env("BUILDKIT_SCAN_SOURCE", SOURCE)
                        .env("BUILDKIT_SCAN_DESTINATION", DESTINATION)
                        .mount(new Mount.Tmpfs("/tmp", 0))
                        .mount(new Mount.Bind(SOURCE, files, Mount.BindMode.READ_ONLY))
                        .mount(new Mount.Bind(DESTINATION, Tree.scratch(), Mount.BindMode.OUTPUT))
                        .build();
        return new Output(run.vertex(remarks), run.outputIndex(DESTINATION));
    }
}
