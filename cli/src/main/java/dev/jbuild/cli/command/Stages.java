package dev.jbuild.cli.command;

import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.dsl.Repositories;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.BuildRequest;
import dev.jbuild.engine.Explanation;
import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.cdn.CdnReport;
import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.git.RepositoryUse;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.shell.Visit;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.TargetDoc;
import dev.jbuild.model.TargetInfo;
import dev.jbuild.model.failure.BuildException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The stages of a build that commands call. A role, so that a command can be tested without Groovy
 * and without an engine.
 */
public interface Stages {
    List<TargetInfo> list(LoadRequest request, Repositories repositories) throws BuildException;

    List<TargetDoc> document(LoadRequest request, Repositories repositories) throws BuildException;

    Evaluation evaluate(LoadRequest request, Repositories repositories) throws BuildException;

    BuildReport build(BuildRequest request, Consumer<BuildEvent> events, Visit visit)
            throws BuildException, InterruptedException;

    Explanation explain(BuildRequest request) throws BuildException, InterruptedException;

    /** What build files may find in other repositories. */
    Repositories repositories(RepositoryUse use, Consumer<BuildEvent> events);

    /** The lock of a project as it is. */
    LockFile lock(Path root) throws BuildException;

    LockReport lock(
            BuildRequest request, LockTask task, LockFile before, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException;

    /** Builds, and finds out what publishing would change. */
    BuildReport planReleases(BuildRequest request, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException;

    CdnReport cdn(
            Path root, Map<String, String> environment, Path state, String origin, CdnTask task)
            throws BuildException;

    MirrorReport mirror(
            Path root, Map<String, String> environment, String mirrors, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException;

    List<ImageContents> inspect(Map<String, String> environment, Path state, ImageName name)
            throws BuildException, InterruptedException;

    Checkup examine(BuildRequest request) throws BuildException, InterruptedException;

    CacheReport cache(Path state, CacheTask task, CacheSize size)
            throws BuildException, InterruptedException;
}
