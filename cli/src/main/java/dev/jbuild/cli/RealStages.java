package dev.jbuild.cli;

import dev.jbuild.cli.command.Stages;
import dev.jbuild.cli.evaluation.Evaluations;
import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.dsl.Repositories;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.BuildRequest;
import dev.jbuild.engine.Engine;
import dev.jbuild.engine.Explanation;
import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.cdn.CdnReport;
import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.git.OtherRepositories;
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
import java.util.function.UnaryOperator;

/** The stages as the other modules implement them. */
final class RealStages implements Stages {
    private final UnaryOperator<Evaluations.Evaluator> keeping;

    /**
     * @param keeping makes an evaluator one that remembers what it has evaluated
     */
    RealStages(UnaryOperator<Evaluations.Evaluator> keeping) {
        this.keeping = keeping;
    }

    @Override
    public List<TargetInfo> list(LoadRequest request, Repositories repositories)
            throws BuildException {
        return Buildfiles.list(request, repositories);
    }

    @Override
    public List<TargetDoc> document(LoadRequest request, Repositories repositories)
            throws BuildException {
        return Buildfiles.document(request, repositories);
    }

    @Override
    public Evaluation evaluate(LoadRequest request, Repositories repositories)
            throws BuildException {
        return keeping.apply(asked -> Buildfiles.evaluate(asked, repositories)).evaluate(request);
    }

    @Override
    public BuildReport build(BuildRequest request, Consumer<BuildEvent> events, Visit visit)
            throws BuildException, InterruptedException {
        return Engine.run(request, events, visit);
    }

    @Override
    public Explanation explain(BuildRequest request) throws BuildException, InterruptedException {
        return Engine.explain(request);
    }

    @Override
    public Repositories repositories(RepositoryUse use, Consumer<BuildEvent> events) {
        return new OtherRepositories(use, text -> events.accept(new BuildEvent.Notice(text)))
                ::checkout;
    }

    @Override
    public LockFile lock(Path root) throws BuildException {
        return LockFile.read(root);
    }

    @Override
    public LockReport lock(
            BuildRequest request, LockTask task, LockFile before, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        return Engine.lock(request, task, before, events);
    }

    @Override
    public BuildReport planReleases(BuildRequest request, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        return Engine.planReleases(request, events);
    }

    @Override
    public CdnReport cdn(
            Path root, Map<String, String> environment, Path state, String origin, CdnTask task)
            throws BuildException {
        return Engine.cdn(root, environment, state, origin, task);
    }

    @Override
    public MirrorReport mirror(
            Path root, Map<String, String> environment, String mirrors, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        return Engine.mirror(root, environment, mirrors, events);
    }

    @Override
    public List<ImageContents> inspect(Map<String, String> environment, Path state, ImageName name)
            throws BuildException, InterruptedException {
        return Engine.inspect(environment, state, name);
    }

    @Override
    public Checkup examine(BuildRequest request) throws BuildException, InterruptedException {
        return Engine.examine(request);
    }

    @Override
    public CacheReport cache(Path state, CacheTask task, CacheSize size)
            throws BuildException, InterruptedException {
        return Engine.cache(state, task, size);
    }
}
