package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Container;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.Vertex;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.run.FailedStep;
import dev.jbuild.engine.run.Gateways;
import dev.jbuild.engine.run.Sandbox;
import dev.jbuild.engine.service.NotReady;
import dev.jbuild.engine.service.Services;
import dev.jbuild.engine.shell.Moment;
import dev.jbuild.engine.shell.Visit;
import dev.jbuild.engine.shell.Visitor;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.Optional;
import java.util.function.Consumer;

/** Lets a visitor into sandboxes, while the build is there that they belong to. */
final class Visits {
    private final Visit visit;
    private final Plan plan;
    private final RecipeId goal;
    private final Consumer<BuildEvent> events;

    /**
     * @param goal what is asked for
     * @throws UserMistake when that is to be looked into, and has no file system
     */
    Visits(Visit visit, Plan plan, Recipe goal, Consumer<BuildEvent> events) throws UserMistake {
        this.visit = visit;
        this.plan = plan;
        this.goal = goal.id();
        this.events = events;
        if (visit instanceof Visit.AtEnd && !plan.nodes().containsKey(goal.id())) {
            throw new UserMistake(
                    Diagnostic.at(
                            goal.span(),
                            "no-file-system",
                            "`" + goal.id().target() + "` has no file system to look into",
                            "name one of the targets that it builds"));
        }
    }

    /** After a step has failed. What keeps a visitor out is told, and the build goes on. */
    void failed(
            PlanNode node, StepFailure failure, FailedStep step, Lowered lowered, Gateway gateway)
            throws BuildException, InterruptedException {
        Optional<Visitor> visitor =
                switch (visit) {
                    case Visit.None _ -> Optional.empty();
                    case Visit.OnFailure(Visitor somebody) -> Optional.of(somebody);
                    case Visit.AtEnd(Visitor somebody) -> Optional.of(somebody);
                };
        if (visitor.isEmpty()) {
            return;
        }
        try {
            Optional<Sandbox> sandbox =
                    lowered.tree() instanceof Output made
                            ? Sandbox.of(step, made, platform(node), gateway)
                            : Optional.empty();
            if (sandbox.isEmpty()) {
                events.accept(
                        new BuildEvent.Notice(node.id() + ": there is nothing yet to look into"));
                return;
            }
            Moment moment =
                    sandbox.get().left()
                            ? new Moment.Failed(node.id(), failure)
                            : new Moment.BeforeFailure(node.id(), failure);
            enter(visitor.get(), sandbox.get(), moment, gateway);
        } catch (BuildException | BuildkitException e) {
            events.accept(new BuildEvent.Notice("no shell was opened: " + e.getMessage()));
        }
    }

    /** After the last step of the target, if that is what is asked for. */
    void end(LoweredNodes nodes, Gateways gateways, Services services)
            throws BuildException, BuildkitException, InterruptedException {
        if (visit instanceof Visit.AtEnd(Visitor visitor)) {
            Gateway gateway = gateways.of(plan.node(goal));
            Lowered next = nodes.next(plan.node(goal));
            if (next.tree() instanceof Output(Vertex last, var _)
                    && last.op() instanceof ExecOp exec) {
                Sandbox sandbox = Sandbox.found(last, exec, gateway);
                try (Services.Use _ = services.beside(next)) {
                    enter(visitor, sandbox, new Moment.End(goal), gateway);
                } catch (BuildkitException e) {
                    Optional<NotReady> trouble = services.trouble(next);
                    if (trouble.isPresent()) {
                        throw absent(trouble.get(), e);
                    }
                    throw e;
                }
            }
        }
    }

    private static EnvironmentFailure absent(NotReady service, BuildkitException cause) {
        return new EnvironmentFailure(
                "no-service", "no shell was opened: " + service.reason(), service.cure(), cause);
    }

    private static void enter(Visitor visitor, Sandbox sandbox, Moment moment, Gateway gateway)
            throws BuildException, BuildkitException, InterruptedException {
        if (!gateway.capabilities().containers()) {
            throw new EnvironmentFailure(
                    "no-containers",
                    "this engine lets nobody into a step",
                    "use Docker 20.10 or newer",
                    null);
        }
        try (Container container = sandbox.open(gateway)) {
            visitor.visit(new ContainerRoom(container, moment));
        }
    }

    private static Platform platform(PlanNode node) {
        return Platform.parse(node.recipe().runsOn().toString());
    }
}
