package dev.jbuild.dsl;

import dev.jbuild.dsl.compile.CompiledScript;
import dev.jbuild.dsl.script.DeclaredTargets;
import dev.jbuild.dsl.script.EvaluatedTarget;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.dsl.script.TargetDeclaration;
import dev.jbuild.model.TargetInfo;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.List;
import java.util.Optional;

/** The targets of the root's build file, without what they refer to. */
final class Listing {
    private Listing() {}

    static List<TargetInfo> of(LoadRequest request, Meter meter)
            throws UserMistake, EnvironmentFailure {
        Readings readings = new Readings();
        Optional<CompiledScript> script =
                new Scripts(new ProjectFiles(request.root(), readings)).of("");
        if (script.isEmpty()) {
            throw new UserMistake(Absences.buildFile(request.root(), "", Diagnostic::of));
        }
        return DeclaredTargets.of(
                        script.get().instance(), Surrounding.of(request, readings, true, meter))
                .byName()
                .values()
                .stream()
                .map(Listing::of)
                .toList();
    }

    private static TargetInfo of(TargetDeclaration target) {
        EvaluatedTarget evaluated = target.asFarAsItGets();
        return new TargetInfo(
                new TargetRef("", target.name()),
                evaluated.doc(),
                evaluated.chosen(),
                target.span());
    }
}
