package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.engine.key.ServiceKeys;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.util.List;
import java.util.stream.Stream;

/**
 * The services that a run finds beside it. It asks for them by a secret, which is mounted as its
 * list of hosts: so they are started when the step really runs, and the builder's own cache knows
 * another step by other services.
 *
 * @param id of the secret; says everything of the services, and the command that has them beside it
 * @param services each after those that it may need
 */
public record ServiceUse(String id, List<Service> services) {
    /** Begins the id of every such secret. */
    public static final String PREFIX = "jbuild.services.";

    public ServiceUse {
        services = List.copyOf(services);
    }

    /**
     * A service in the builder's terms.
     *
     * @param node that has it beside a run
     * @param tree file system of its image
     * @param config how its image runs
     */
    public record Service(RecipeId node, Step.Service step, Tree tree, ImageConfig config) {
        public String name() {
            return step.name();
        }

        public Platform platform() {
            return step.platform();
        }

        /** All names that it is found by. */
        public List<String> hosts() {
            return Stream.concat(Stream.of(name()), step.options().aliases().stream()).toList();
        }

        /** What tells its image from another one. */
        public String image() {
            String files = tree instanceof Output output ? output.vertex().digest().value() : "";
            return files + " " + config.document(platform());
        }
    }

    /**
     * @param argv what runs beside them
     */
    static ServiceUse of(List<Service> services, List<String> argv) {
        KeyEncoder id =
                new KeyEncoder()
                        .text("services")
                        .texts(argv)
                        .list(
                                services,
                                (e, service) -> {
                                    ServiceKeys.encode(e, service.step());
                                    e.text(service.image());
                                });
        return new ServiceUse(PREFIX + id.finish().hex(), services);
    }

    /** All names that they are found by. */
    List<String> hosts() {
        return services.stream().flatMap(service -> service.hosts().stream()).toList();
    }
}
