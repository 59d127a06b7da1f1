package dev.jbuild.engine;

import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Runs that build files of other repositories ask for. They get what the user has given by name,
 * and nothing that merely lies in the environment.
 */
final class ForeignRuns {
    private ForeignRuns() {}

    /**
     * Refuses runs that ask for more.
     *
     * @param done nodes whose runs are about to be done
     */
    static void requireGiven(Plan plan, Collection<RecipeId> done, BuildRequest request)
            throws UserMistake {
        Set<Diagnostic> mistakes = new LinkedHashSet<>();
        for (RecipeId id : done) {
            if (id.target().folder().isElsewhere()) {
                look(plan.node(id).recipe(), request, mistakes);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(new ArrayList<>(mistakes));
        }
    }

    private static void look(Recipe recipe, BuildRequest request, Set<Diagnostic> mistakes) {
        for (Step.Run run : Demands.runs(recipe).toList()) {
            RunOptions.Access access = run.options().access();
            for (RunOptions.Secret secret : access.secrets()) {
                if (!isGiven(secret.id(), request.session().secrets())) {
                    mistakes.add(
                            Diagnostic.at(
                                    run.span(),
                                    "missing-secret",
                                    "a step of another repository asks for the secret `"
                                            + secret.id()
                                            + "`",
                                    "if it shall have it, pass --secret "
                                            + secret.id()
                                            + " or --secret-file "
                                            + secret.id()
                                            + "=PATH; the environment alone does not give it"));
                }
            }
            if (access.ssh() && !request.allowed().privileged()) {
                mistakes.add(
                        Diagnostic.at(
                                run.span(),
                                "not-allowed",
                                "a step of another repository asks for your ssh agent",
                                "if you trust the build file, build with -P"
                                        + " (--allow-privileged)"));
            }
        }
    }

    private static boolean isGiven(String id, Secrets given) {
        return given.values().containsKey(id) || given.files().containsKey(id);
    }
}
