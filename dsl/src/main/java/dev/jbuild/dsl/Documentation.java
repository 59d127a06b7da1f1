package dev.jbuild.dsl;

import dev.jbuild.dsl.compile.CompiledScript;
import dev.jbuild.dsl.script.DeclaredTargets;
import dev.jbuild.dsl.script.EvaluatedTarget;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.dsl.script.TargetDeclaration;
import dev.jbuild.model.ArgumentInfo;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetDoc;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What the goals are, without what they refer to. */
final class Documentation {
    private final LoadRequest request;
    private final Sites sites;

    private Documentation(LoadRequest request, Repositories repositories, Meter meter)
            throws UserMistake, EnvironmentFailure {
        this.request = request;
        this.sites = new Sites(request, repositories, true, meter);
    }

    static List<TargetDoc> of(LoadRequest request, Repositories repositories, Meter meter)
            throws UserMistake, EnvironmentFailure {
        Documentation documentation = new Documentation(request, repositories, meter);
        List<TargetDoc> docs = new ArrayList<>();
        for (TargetRef goal : Goals.parse(request.goals(), request.root())) {
            docs.add(documentation.of(goal));
        }
        return docs;
    }

    private TargetDoc of(TargetRef goal) throws UserMistake, EnvironmentFailure {
        Optional<CompiledScript> script = sites.script(goal.folder());
        if (script.isEmpty()) {
            throw new UserMistake(
                    Absences.buildFile(request.root(), goal.folder(), Diagnostic::of));
        }
        DeclaredTargets file =
                DeclaredTargets.of(script.get().instance(), sites.surroundings(goal.folder()));
        TargetDeclaration target = file.byName().get(goal.name());
        if (target == null) {
            throw new UserMistake(Absences.target(goal, file.byName().keySet(), Diagnostic::of));
        }
        List<ArgumentInfo> arguments = new ArrayList<>(file.arguments());
        Platform asked =
                request.platforms().isEmpty()
                        ? request.nativePlatform()
                        : request.platforms().getFirst();
        EvaluatedTarget evaluated = target.evaluate(asked, new TreeMap<>());
        evaluated.arguments().values().stream()
                .filter(own -> arguments.stream().noneMatch(a -> a.name().equals(own.name())))
                .forEach(arguments::add);
        return new TargetDoc(
                goal,
                evaluated.doc(),
                evaluated.platform(),
                evaluated.runsOn(),
                arguments,
                evaluated.steps().stream().filter(Documentation::isResult).toList());
    }

    private static boolean isResult(Step step) {
        return step instanceof Step.Artifact
                || step instanceof Step.Cdn
                || step instanceof Step.Image
                || step instanceof Step.DeployFile;
    }
}
