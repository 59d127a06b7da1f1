package dev.jbuild.engine;

import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.buildkit.Entitlement;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.secret.SecretValues;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What runs ask for beside files: rights, secrets, the ssh agent. */
record Demands(List<Step.Run> runs) {
    private static final String AGENT = "SSH_AUTH_SOCK";

    Demands {
        runs = List.copyOf(runs);
    }

    /** Those of all nodes. */
    static Demands of(Plan plan, boolean push) {
        return of(plan, plan.nodes().keySet(), push ? plan.nodes().keySet() : List.of());
    }

    /**
     * Those of the runs that a build will do.
     *
     * @param built nodes whose ordinary runs are done
     * @param pushed nodes whose runs for builds that push are done
     */
    static Demands of(Plan plan, Collection<RecipeId> built, Collection<RecipeId> pushed) {
        return new Demands(
                Stream.concat(
                                built.stream()
                                        .flatMap(id -> runs(plan.node(id).recipe()))
                                        .filter(run -> !isOnPush(run)),
                                pushed.stream()
                                        .flatMap(id -> runs(plan.node(id).recipe()))
                                        .filter(Demands::isOnPush))
                        .toList());
    }

    static Stream<Step.Run> runs(Recipe recipe) {
        return recipe.steps().stream().filter(Step.Run.class::isInstance).map(Step.Run.class::cast);
    }

    static boolean isOnPush(Step.Run run) {
        return run.options().when() == RunOptions.When.ON_PUSH;
    }

    /** The secrets that runs name. */
    Set<String> secrets() {
        Set<String> ids = new TreeSet<>();
        for (Step.Run run : runs) {
            access(run).secrets().forEach(secret -> ids.add(secret.id()));
        }
        return ids;
    }

    /** The rights that the builder has to be asked for. */
    Set<Entitlement> entitlements() {
        Set<Entitlement> rights = EnumSet.noneOf(Entitlement.class);
        for (Step.Run run : runs) {
            if (access(run).privileged()) {
                rights.add(Entitlement.SECURITY_INSECURE);
            }
            if (access(run).network() == RunOptions.Network.HOST) {
                rights.add(Entitlement.NETWORK_HOST);
            }
        }
        return rights;
    }

    /** The socket of the user's ssh agent, where a run may use it. */
    Optional<Path> agent(Map<String, String> environment) {
        return runs.stream().anyMatch(run -> access(run).ssh())
                ? Optional.ofNullable(environment.get(AGENT)).map(Path::of)
                : Optional.empty();
    }

    /**
     * Refuses runs that ask for rights over the engine, unless the user gave them.
     *
     * @throws UserMistake with all of them
     */
    void requireRights(boolean given) throws UserMistake {
        Set<Diagnostic> mistakes = new LinkedHashSet<>();
        for (Step.Run run : given ? List.<Step.Run>of() : runs) {
            if (access(run).privileged()) {
                mistakes.add(notAllowed(run.span(), "privileged: true"));
            }
            if (access(run).network() == RunOptions.Network.HOST) {
                mistakes.add(notAllowed(run.span(), "network: 'host'"));
            }
        }
        stopAt(mistakes);
    }

    private static Diagnostic notAllowed(SourceSpan span, String option) {
        return Diagnostic.at(
                span,
                "not-allowed",
                "`" + option + "` gives this step power over the machine of the engine",
                "if you trust the build file, build with -P (--allow-privileged)");
    }

    /**
     * Refuses runs for which something is missing.
     *
     * @param built nodes whose ordinary runs are done
     * @param pushed nodes whose runs for builds that push are done
     * @throws UserMistake with everything that is
     */
    static void requirePresent(
            Plan plan,
            Collection<RecipeId> built,
            Collection<RecipeId> pushed,
            Workbench bench,
            Presence presence)
            throws BuildException, InterruptedException {
        Set<Diagnostic> mistakes = new LinkedHashSet<>();
        Placement placement = bench.placement();
        for (Site site : placement.used()) {
            if (presence.has(site)) {
                Predicate<RecipeId> here = id -> placement.of(id).equals(site);
                of(
                                plan,
                                built.stream().filter(here).toList(),
                                pushed.stream().filter(here).toList())
                        .addMissing(
                                bench.secrets(),
                                presence.builder(site).capabilities(),
                                bench.request().session().environment(),
                                mistakes);
            }
        }
        stopAt(mistakes);
    }

    private void addMissing(
            SecretValues secrets,
            Capabilities builder,
            Map<String, String> environment,
            Set<Diagnostic> mistakes) {
        for (Step.Run run : runs) {
            for (RunOptions.Secret secret : access(run).secrets()) {
                if (!secrets.has(secret.id())) {
                    mistakes.add(missing(run.span(), secret.id()));
                } else if (secret instanceof RunOptions.Secret.Variable variable
                        && !builder.secretEnv()) {
                    mistakes.add(onlyFiles(run.span(), variable));
                } else if (secret instanceof RunOptions.Secret.Variable variable
                        && !secrets.fitsVariable(secret.id())) {
                    mistakes.add(noVariable(run.span(), variable));
                }
            }
            if (access(run).ssh() && !hasAgent(environment)) {
                mistakes.add(noAgent(run.span()));
            }
        }
    }

    private static boolean hasAgent(Map<String, String> environment) {
        String socket = environment.getOrDefault(AGENT, "");
        return !socket.isEmpty() && Files.exists(Path.of(socket));
    }

    private static Diagnostic missing(SourceSpan span, String id) {
        return Diagnostic.at(
                span,
                "missing-secret",
                "the secret `" + id + "` has no value",
                "pass --secret "
                        + id
                        + "=VALUE or --secret-file "
                        + id
                        + "=PATH, or set the environment variable "
                        + id);
    }

    private static Diagnostic onlyFiles(SourceSpan span, RunOptions.Secret.Variable variable) {
        return Diagnostic.at(
                span,
                "secret-variable",
                "this engine is too old to hand the secret `"
                        + variable.id()
                        + "` over in a variable",
                "take it as a file, `secrets: ['/run/secrets/"
                        + variable.id()
                        + "': '"
                        + variable.id()
                        + "']`, or use Docker 23 or newer");
    }

    /** What starts the step would refuse it in words that show it. */
    private static Diagnostic noVariable(SourceSpan span, RunOptions.Secret.Variable variable) {
        return Diagnostic.at(
                span,
                "secret-variable",
                "the secret `"
                        + variable.id()
                        + "` has zero bytes in it, and variables cannot have any",
                "take it as a file, `secrets: ['/run/secrets/"
                        + variable.id()
                        + "': '"
                        + variable.id()
                        + "']`");
    }

    private static Diagnostic noAgent(SourceSpan span) {
        return Diagnostic.at(
                span,
                "no-ssh-agent",
                "this step uses your ssh agent, and there is none",
                "start one with `eval \"$(ssh-agent)\"` and `ssh-add`; SSH_AUTH_SOCK names its"
                        + " socket");
    }

    private static void stopAt(Set<Diagnostic> mistakes) throws UserMistake {
        if (!mistakes.isEmpty()) {
            throw new UserMistake(new ArrayList<>(mistakes));
        }
    }

    private static RunOptions.Access access(Step.Run run) {
        return run.options().access();
    }
}
