package dev.jbuild.engine;

import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What has to be selected again the next time, of what the steps of a build have copied. */
record SelectionReview(ContextScan scan, Map<Step.Copy, SelectedFiles> files) {
    /** Tells of each selection; one that has changed during the build spoils the findings. */
    void tell(Findings findings) throws BuildException, IOException {
        Set<String> told = new HashSet<>();
        for (Map.Entry<Step.Copy, SelectedFiles> selected : files.entrySet()) {
            if (told.add(selected.getValue().source())) {
                findings.selection(afterDelivery(selected.getKey(), selected.getValue(), findings));
            }
        }
    }

    /**
     * A selection as it is now. The build itself may have put something beside the files, such as
     * the lock or a delivered folder, that the selection passes over.
     */
    private SelectedFiles afterDelivery(Step.Copy copy, SelectedFiles before, Findings findings)
            throws BuildException {
        if (before.listsTheSame() || !(copy.source() instanceof Step.CopySource.Context context)) {
            return before;
        }
        SelectedFiles now = scan.scan(copy, context);
        if (!now.content().equals(before.content())) {
            findings.spoil();
        }
        return now;
    }
}
