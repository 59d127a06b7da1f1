package dev.jbuild.engine;

import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.run.UploadCheck;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;

/** The files of the project that copies select, as they were before the build and are now. */
record CopiedFiles(Inputs inputs, ContextScan scan) implements UploadCheck.Copies {
    @Override
    public void onReceived(Step.Copy copy, Runnable listener) {
        inputs.files(copy).sent().onReceived(listener);
    }

    @Override
    public boolean areUnchanged(Step.Copy copy) throws BuildException {
        SelectedFiles before = inputs.files(copy);
        if (!(copy.source() instanceof Step.CopySource.Context context)) {
            return false;
        }
        SelectedFiles now = scan.scan(copy, context);
        return now.content().equals(before.content()) && before.sent().isRight(now.selection());
    }
}
