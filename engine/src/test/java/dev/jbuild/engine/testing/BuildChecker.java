package dev.jbuild.engine.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.BuildRequest;
import dev.jbuild.engine.Conduct;
import dev.jbuild.engine.Engine;
import dev.jbuild.engine.Permissions;
import dev.jbuild.engine.Session;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.shell.Visit;
import dev.jbuild.engine.shell.Visitor;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Verdict;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Project;
import dev.jbuild.model.Reading;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Builds projects in a folder of their own with a cache of their own, and tells what ran. */
public final class BuildChecker {
    /** Makes steps new to the engine's own cache: different in every run of the tests. */
    public static final String NONCE = UUID.randomUUID().toString();

    private final Path root;
    private final Path state;
    private final Map<String, String> environment = new HashMap<>(EngineUnderTest.environment());
    private Trust trust = new Trust.Host();
    private LockUse lock = LockUse.EXTEND;
    private CacheSize cacheSize = CacheSize.usual();
    private Builders builders = Builders.NONE;
    private boolean push;
    private boolean privileged;
    private Secrets secrets = Secrets.NONE;
    private Conduct conduct = Conduct.USUAL;
    private final SortedMap<String, String> arguments = new TreeMap<>();
    private final List<Reading> readings = new ArrayList<>();

    /**
     * @param folder an empty folder, for the project and the cache
     */
    public BuildChecker(Path folder) throws IOException {
        this.root = Files.createDirectories(folder.resolve("project"));
        this.state = folder.resolve("state");
    }

    /** What a build did. */
    public record Checked(BuildReport report, List<BuildEvent> events) {
        /** The targets whose steps were solved. */
        public Set<String> ran() {
            return targets(NodeOutcome.Built.class);
        }

        /** The targets that failed. */
        public Set<String> failed() {
            return targets(NodeOutcome.Failed.class);
        }

        /** The targets that were not tried, because another one failed. */
        public Set<String> skipped() {
            return targets(NodeOutcome.Skipped.class);
        }

        /** The targets that were reused. */
        public Set<String> reused() {
            return targets(NodeOutcome.Reused.class);
        }

        private Set<String> targets(Class<? extends NodeOutcome> kind) {
            return report.nodes().entrySet().stream()
                    .filter(node -> kind.isInstance(node.getValue()))
                    .map(node -> node.getKey().target().name())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The image that was pushed; the first of several. */
        public Delivery.Pushed pushed() {
            return delivered(Delivery.Pushed.class);
        }

        /** The first delivery of a kind. */
        public <T extends Delivery> T delivered(Class<T> kind) {
            return report.deliveries().stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .findFirst()
                    .orElseThrow();
        }

        /** Whether the build had to ask the engine anything. */
        public boolean askedEngine() {
            return events.stream().anyMatch(BuildEvent.EngineReady.class::isInstance);
        }

        /** Everything that steps printed. */
        public List<String> output() {
            return events.stream()
                    .<String>mapMulti(
                            (event, sink) -> {
                                if (event instanceof BuildEvent.StepOutput output) {
                                    sink.accept(output.line());
                                }
                            })
                    .toList();
        }
    }

    public Checked build(Project project) throws BuildException, InterruptedException {
        return build(project, event -> {});
    }

    /**
     * Builds before a witness.
     *
     * @param witness told of everything, at the moment when it happens
     */
    public Checked build(Project project, Consumer<BuildEvent> witness)
            throws BuildException, InterruptedException {
        List<BuildEvent> events = new ArrayList<>();
        Consumer<BuildEvent> both = events::add;
        BuildReport report = Engine.run(request(project), both.andThen(witness));
        return new Checked(report, List.copyOf(events));
    }

    /** Builds with somebody who looks into steps that fail. */
    public BuildReport visit(Project project, Visitor visitor)
            throws BuildException, InterruptedException {
        return Engine.run(request(project), event -> {}, new Visit.OnFailure(visitor));
    }

    /** Builds with somebody who looks at the end of the one target that is asked for. */
    public BuildReport visitEnd(Project project, Visitor visitor)
            throws BuildException, InterruptedException {
        return Engine.run(request(project), event -> {}, new Visit.AtEnd(visitor));
    }

    /** Finds out what publishing would change. */
    public List<Delivery> planReleases(Project project)
            throws BuildException, InterruptedException {
        return Engine.planReleases(request(project), event -> {}).deliveries();
    }

    /** Folder of the cache. */
    public Path state() {
        return state;
    }

    /** Sees to the lock file. */
    public LockReport lock(Project project, LockTask task)
            throws BuildException, InterruptedException {
        return Engine.lock(request(project), task, LockFile.read(root), event -> {});
    }

    /** How well the project is, and what it is built on. */
    public Checkup examine(Project project) throws BuildException, InterruptedException {
        return Engine.examine(request(project));
    }

    private BuildRequest request(Project project) {
        return new BuildRequest(
                root,
                new Evaluation(project, readings),
                arguments,
                new Permissions(push, privileged, lock),
                new Session(environment, secrets, trust, builders),
                new CacheFolder(state, cacheSize),
                conduct);
    }

    /** The lines of the lock file that name images. */
    public List<String> locked() throws IOException {
        return locked("image");
    }

    /** The lines of the lock file that are of a kind. */
    public List<String> locked(String kind) throws IOException {
        return Files.readAllLines(root.resolve(LockFile.NAME)).stream()
                .filter(line -> line.startsWith(kind + " "))
                .toList();
    }

    /** Why the goals would be built again, all of them together. */
    public List<String> explain(Project project) throws BuildException, InterruptedException {
        return Engine.explain(request(project)).nodes().values().stream()
                .filter(Verdict.Solve.class::isInstance)
                .flatMap(verdict -> ((Verdict.Solve) verdict).reasons().stream())
                .map(Reason::text)
                .toList();
    }

    /** Why outputs would be delivered again. */
    public List<String> outputsDue(Project project) throws BuildException, InterruptedException {
        return Engine.explain(request(project)).outputs().values().stream()
                .map(Reason::text)
                .toList();
    }

    /** Writes a file of the project. */
    public Path write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** A file of the project, or a place for one. */
    public Path path(String path) {
        return root.resolve(path);
    }

    public void using(LockUse other) {
        lock = other;
    }

    /** Sees to the cache. */
    public CacheReport cache(CacheTask task) throws BuildException, InterruptedException {
        return Engine.cache(state, task, cacheSize);
    }

    public void cacheSize(long bytes) {
        cacheSize = new CacheSize.Bytes(bytes);
    }

    /** The folder of the cache. */
    public Path cacheFolder() {
        return state.resolve("v1");
    }

    public void using(Conduct other) {
        conduct = other;
    }

    public void pushing() {
        push = true;
    }

    public void allowingPrivileges() {
        privileged = true;
    }

    /** Gives a value to a secret. */
    public void secret(String id, String value) {
        SortedMap<String, String> values = new TreeMap<>(secrets.values());
        values.put(id, value);
        secrets = new Secrets(values, secrets.files());
    }

    /** Gives the content of a file to a secret. */
    public void secretFile(String id, Path file) {
        SortedMap<String, Path> files = new TreeMap<>(secrets.files());
        files.put(id, file);
        secrets = new Secrets(secrets.values(), files);
    }

    /** Builds with other builders than the engine's, as the option has them. */
    public void builder(String... given) {
        builders = Builders.parse(List.of(given));
    }

    /** Builds in the engine itself, whatever the other tests build with. */
    @CanIgnoreReturnValue
    public BuildChecker inTheEngine() {
        environment.remove("BUILDKIT_HOST");
        return this;
    }

    public void trusting(Trust other) {
        trust = other;
    }

    public void environment(String name, String value) {
        environment.put(name, value);
    }
}
