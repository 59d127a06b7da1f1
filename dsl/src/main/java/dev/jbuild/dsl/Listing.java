package dev.jbuild.dsl;

import dev.jbuild.dsl.compile.CompiledScript;
import dev.jbuild.dsl.script.DeclaredTargets;
import dev.jbuild.dsl.script.EvaluatedTarget;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.dsl.script.TargetDeclaration;
import dev.jbuild.model.Folder;
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

    static List<TargetInfo> of(LoadRequest request, Repositories repositories, Meter meter)
            throws UserMistake, EnvironmentFailure {
        Sites sites = new Sites(request, repositories, true, meter);
        Folder root = Folder.of("");
        Optional<CompiledScript> script = sites.script(root);
        if (script.isEmpty()) {
            throw new UserMistake(Absences.buildFile(request.root(), root, Diagnostic::of));
        }
        return DeclaredTargets.of(script.get().instance(), sites.surroundings(root))
                .byName()
                .values()
                .stream()
                .map(target -> of(root, target))
                .toList();
    }

    private static TargetInfo of(Folder root, TargetDeclaration target) {
        EvaluatedTarget evaluated = target.asFarAsItGets();
        return new TargetInfo(
                new TargetRef(root, target.name()),
                evaluated.doc(),
                evaluated.chosen(),
                target.span());
    }
}
