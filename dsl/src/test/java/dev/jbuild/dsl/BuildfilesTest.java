package dev.jbuild.dsl;

import static dev.jbuild.dsl.ProjectFolder.AMD64;
import static dev.jbuild.dsl.ProjectFolder.ARM64;
import static dev.jbuild.dsl.ProjectFolder.recipe;
import static dev.jbuild.dsl.ProjectFolder.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.Project;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class BuildfilesTest {
    @TempDir Path root;
    private ProjectFolder project;

    @BeforeEach
    void createProject() {
        project = new ProjectFolder(root);
    }

    private static RecipeId id(String target) {
        return new RecipeId(TargetRef.parse(target, ""), AMD64);
    }

    @Test
    void load_whenEveryStep_givesTheModelOfEach() throws Exception {
        project.says(
                """
                target('base') { from 'scratch'; artifact '/out' }
                target('x') {
                    doc 'An example'
                    from 'debian:12'
                    workdir '/app'
                    user 'app:app'
                    env A: 1, B: "x${1 + 1}"
                    label b: 'y', a: 'x'
                    expose 80, '53/udp'
                    entrypoint 'sh', '-c'
                    cmd(['a', 'b'])
                    cache '/c', id: 'i', sharing: 'locked'
                    cache '/d'
                    run 'make'
                    run(['make', 'all'])
                    artifact 'bin', as: 'build/bin'
                    cdn 'dist', to: 'file:build/cdn', fingerprint: '**/*.js', precompress: ['br'],
                        purge: 'http://cache:6081/', verify: 'https://www.example.com/static/',
                        cacheControl: ['**': 'max-age=60', '*.html': 'no-cache']
                    image 'shop', 'example.org/shop:1', push: true, maxSize: '1.5 MB',
                        as: 'build/shop.tar', compression: 'zstd', provenance: true, sbom: 'scan:2'
                    deployFile 'build/x', "i=${imageRef('+x', name: 'shop')}"
                    build '+base'
                    needs '+base', '+base'
                }
                """);
        Project loaded = project.load("+x");
        assertThat(loaded.goals()).containsExactly(id("+x"));
        assertThat(recipe(loaded, "x", AMD64).doc()).isEqualTo("An example");
        List<Step> steps = recipe(loaded, "x", AMD64).steps();
        assertThat(steps.stream().map(BuildfilesTest::withoutSpan))
                .containsExactly(
                        "From Image[name=docker.io/library/debian:12]",
                        "Workdir /app",
                        "User app:app",
                        "Env {A=1, B=x2}",
                        "Label {a=x, b=y}",
                        "Expose [80/tcp, 53/udp]",
                        "Entrypoint [sh, -c]",
                        "Cmd [a, b]",
                        "Cache /c i LOCKED",
                        "Cache /d /d SHARED",
                        "Run Script[text=make]",
                        "Run Argv[argv=[make, all]]",
                        "Artifact bin Optional[build/bin]",
                        "Artifact dist Optional.empty",
                        "Cdn dist CdnRelease[base=/, fingerprint=[**/*.js], adopt=[],"
                                + " integrity=false, precompress=[br], cacheControl={**=max-age=60,"
                                + " *.html=no-cache}, phoenix=Optional.empty, vite=Optional.empty,"
                                + " origin=Folder[path=build/cdn],"
                                + " edge=Edge[purge=Optional[http://cache:6081/],"
                                + " verify=Optional[https://www.example.com/static/]]]",
                        "Image [docker.io/library/shop:latest, example.org/shop:1]"
                                + " ImageOptions[push=true, maxSize=Optional[Size[bytes=1500000]],"
                                + " saveAs=Optional[build/shop.tar], packing=ZSTD,"
                                + " provenance=true,"
                                + " scanner=Optional[Scanner[image=docker.io/library/scan:2,"
                                + " platform=linux/amd64]]]",
                        "DeployFile build/x [Plain[text=i=],"
                                + " Image[choice=ImageChoice[target=+x, arguments={},"
                                + " name=Optional[docker.io/library/shop:latest],"
                                + " platform=Optional.empty], form=REFERENCE,"
                                + " span=jbuild.groovy:23:32]]",
                        "Build [+base linux/amd64]",
                        "Needs [+base linux/amd64]");
        assertThat(steps.get(1).span()).isEqualTo(new SourceSpan("jbuild.groovy", 6, 5, 19));
    }

    @Test
    void copy_modesAsChanges_times_links_archives() throws Exception {
        project.says(
                """
                target('a') { from 'scratch'; artifact '/out' }
                target('x') {
                    from 'alpine'
                    copy '+a/out', into: '/a', chmod: 'g=u,o-rwx,a+X'
                    copy '/lib/x', from: 'alpine', into: '/b', symlinks: 'follow'
                    copy '+a/out', into: '/c', keepTimestamps: true, symlinks: 'keep', unpack: true
                    copy 'src', into: '/d', link: true, chown: '7:8'
                }
                """);

        assertThat(project.steps("x").stream().skip(1).map(step -> ((Step.Copy) step).options()))
                .containsExactly(
                        new Step.CopyOptions(
                                Optional.empty(), Optional.of("g=u,o-rwx,a+X"), List.of(), false),
                        new Step.CopyOptions(
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                false,
                                false,
                                true,
                                false,
                                false),
                        new Step.CopyOptions(
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                false,
                                true,
                                false,
                                true,
                                false),
                        new Step.CopyOptions(
                                Optional.of("7:8"),
                                Optional.empty(),
                                List.of(),
                                false,
                                false,
                                false,
                                false,
                                true));
    }

    private static String withoutSpan(Step step) {
        return switch (step) {
            case Step.From s -> "From " + s.base();
            case Step.Workdir s -> "Workdir " + s.path();
            case Step.User s -> "User " + s.user();
            case Step.Env s -> "Env " + s.variables();
            case Step.Copy s -> "Copy " + s.source() + " " + s.into() + " " + s.options();
            case Step.Run s -> "Run " + s.command();
            case Step.Cache s -> "Cache " + s.path() + " " + s.id() + " " + s.sharing();
            case Step.Service s -> "Service " + s.name() + " " + s.base() + " " + s.options();
            case Step.Artifact s -> "Artifact " + s.path() + " " + s.saveAs();
            case Step.Cdn s -> "Cdn " + s.path() + " " + s.release();
            case Step.Image s -> "Image " + s.names() + " " + s.options();
            case Step.DeployFile s -> "DeployFile " + s.path() + " " + s.content().parts();
            case Step.Build s -> "Build " + s.recipes();
            case Step.Needs s -> "Needs " + s.recipes();
            case Step.Expose s -> "Expose " + s.ports();
            case Step.Entrypoint s -> "Entrypoint " + s.argv();
            case Step.Cmd s -> "Cmd " + s.argv();
            case Step.Label s -> "Label " + s.labels();
            case Step.Annotation s -> "Annotation " + s.annotations();
            case Step.Volume s -> "Volume " + s.paths();
            case Step.StopSignal s -> "StopSignal " + s.signal();
            case Step.Shell s -> "Shell " + s.argv();
            case Step.Healthcheck s ->
                    "Healthcheck %s %s %s %s %d"
                            .formatted(
                                    s.check(),
                                    s.interval(),
                                    s.timeout(),
                                    s.startPeriod(),
                                    s.retries());
        };
    }

    @Test
    void load_whenTwice_givesEqualProjects() throws Exception {
        Path shop = Path.of("src/test/resources/projects/shop");
        Project first = new ProjectFolder(shop).load("+all");
        assertThat(new ProjectFolder(shop).load("+all")).isEqualTo(first);
        assertThat(first.recipes().keySet())
                .extracting(RecipeId::toString)
                .containsExactly(
                        "+all linux/amd64",
                        "+test linux/amd64",
                        "+assets linux/amd64",
                        "+runtime linux/amd64",
                        "+runtime linux/arm64",
                        "+compile linux/amd64",
                        "+release linux/amd64",
                        "+release linux/arm64",
                        "+deps linux/amd64",
                        "+compile linux/arm64",
                        "+deps linux/arm64");
        assertThat(recipe(first, "release", ARM64).runsOn()).isEqualTo(AMD64);
        assertThat(recipe(first, "runtime", ARM64).runsOn()).isEqualTo(ARM64);
    }

    @Test
    void copy_whenSourcesOfSeveralKinds_givesOneStepPerRun() throws Exception {
        project.says(
                """
                target('a') { from 'scratch'; artifact '/out'; artifact 'dist' }
                target('x') {
                    from 'alpine'
                    copy 'a', 'b', '+a/out/bin', '+a/dist', 'c', into: '/app/', chown: 'app',
                        chmod: '0755', exclude: ['*.md', 'x'], ifExists: true
                }
                """);
        Step.CopyOptions options =
                new Step.CopyOptions(
                        Optional.of("app"), Optional.of("0755"), List.of("*.md", "x"), true);
        assertThat(project.steps("x").stream().skip(1).map(BuildfilesTest::withoutSpan))
                .containsExactly(
                        "Copy Context[folder=, patterns=[a, b]] /app/ " + options,
                        "Copy Artifact[recipe=+a linux/amd64, path=out/bin] /app/ " + options,
                        "Copy Artifact[recipe=+a linux/amd64, path=dist] /app/ " + options,
                        "Copy Context[folder=, patterns=[c]] /app/ " + options);
    }

    @Test
    void fromDockerfile_withEveryOption() throws Exception {
        project.says(
                """
                target('x') {
                    fromDockerfile 'docker', dockerfile: 'Dockerfile.app', stage: 'run',
                        args: [VERSION: 7]
                }
                target('y') { fromDockerfile '.' }
                """);

        assertThat(((Step.From) project.steps("x").getFirst()).base())
                .isInstanceOfSatisfying(
                        Step.Base.Dockerfile.class,
                        base -> {
                            assertThat(base.context().source())
                                    .isEqualTo(new Step.CopySource.Context("docker", List.of(".")));
                            assertThat(base.file()).isEqualTo("docker/Dockerfile.app");
                            assertThat(base.stage()).contains("run");
                            assertThat(base.arguments()).containsEntry("VERSION", "7");
                        });
        assertThat(((Step.From) project.steps("y").getFirst()).base())
                .isInstanceOfSatisfying(
                        Step.Base.Dockerfile.class,
                        base -> assertThat(base.file()).isEqualTo("Dockerfile"));
    }

    @Test
    void imageConfig_whenEveryWord_givesTheModelOfEach() throws Exception {
        project.says(
                """
                target('x') {
                    from 'alpine'
                    annotation 'org.example.a': 1
                    volume '/data', '/log'
                    stopSignal 'SIGQUIT'
                    shell '/bin/bash', '-ec'
                    healthcheck 'curl -f http://localhost', interval: '30s', timeout: '5s',
                        startPeriod: '1m', retries: 3
                    healthcheck(['/check'])
                    healthcheck 'none'
                    expose '8000-8002/udp'
                }
                """);
        assertThat(project.steps("x").stream().skip(1).map(BuildfilesTest::withoutSpan))
                .containsExactly(
                        "Annotation {org.example.a=1}",
                        "Volume [/data, /log]",
                        "StopSignal SIGQUIT",
                        "Shell [/bin/bash, -ec]",
                        "Healthcheck Optional[Script[text=curl -f http://localhost]]"
                                + " Optional[PT30S] Optional[PT5S] Optional[PT1M] 3",
                        "Healthcheck Optional[Argv[argv=[/check]]] Optional.empty Optional.empty"
                                + " Optional.empty 0",
                        "Healthcheck Optional.empty Optional.empty Optional.empty Optional.empty 0",
                        "Expose [8000/udp, 8001/udp, 8002/udp]");
    }

    @Test
    void sources_whenFromElsewhere_areCopies() throws Exception {
        project.says(
                """
                String sum = '0123456789ABCDEF' * 4
                target('x') {
                    from 'alpine'
                    copy '/bin/a', 'lib/*', from: 'busybox:1', into: '/opt/', chown: '1'
                    fetch 'https://example.org/a.tgz', sha256: sum, into: '/opt', unpack: true
                    fetch 'https://example.org/b', into: './'
                    gitClone 'https://example.org/r.git', ref: '89abcdef' * 5, into: 'r',
                        exclude: 'doc'
                    gitClone 'https://example.org/r.git', ref: 'v1', into: 'r'
                    gitClone 'https://example.org/r.git', into: 'r'
                }
                """);
        assertThat(
                        project.steps("x").stream()
                                .skip(1)
                                .map(step -> ((Step.Copy) step).source().toString()))
                .containsExactly(
                        "Image[name=docker.io/library/busybox:1, paths=[/bin/a, lib/*]]",
                        "Download[url=https://example.org/a.tgz, sha256=Optional[sha256:"
                                + "0123456789abcdef".repeat(4)
                                + "], unpack=true]",
                        "Download[url=https://example.org/b, sha256=Optional.empty, unpack=false]",
                        "Repository[at=https://example.org/r.git:" + "89abcdef".repeat(5) + "]",
                        "Repository[at=https://example.org/r.git:v1]",
                        "Repository[at=https://example.org/r.git]");
    }

    @Test
    void copy_ofSeveral_isIntoAFolder() throws Exception {
        project.says(
                """
                target('a') { from 'alpine'; artifact '/out' }
                target('x') {
                    from 'alpine'
                    copy '+a/out/a', '+a/out/b', into: '/c'
                    copy 'a', '+a/out/b', into: 'd'
                    copy 'a', 'b', into: '/e', ifExists: true
                    copy 'a', '+a/out/b', into: '.'
                    copy '+a/out/a', into: '/f'
                    copy 'a', 'b', into: '/g'
                }
                """);
        assertThat(project.steps("x").stream().skip(1).map(step -> ((Step.Copy) step).into()))
                .containsExactly("/c/", "/c/", "d/", "d/", "/e/", ".", ".", "/f", "/g");
    }

    @Test
    void fetch_takesTheNameOfThePath() {
        assertThat(name("https://example.org/a/b.tgz?raw=/c#d/e")).isEqualTo("b.tgz");
        assertThat(name("https://example.org/a/b.tgz#d/e")).isEqualTo("b.tgz");
        assertThat(name("https://example.org/b%20c")).isEqualTo("b%20c");
    }

    private static String name(String url) {
        return new Step.CopySource.Download(url, Optional.empty(), false).name();
    }

    @Test
    void artifact_twiceByOnePath_isOneFolder() throws Exception {
        project.says(
                """
                target('x') {
                    from 'alpine'
                    workdir '/a'
                    workdir 'b'
                    artifact 'dist', as: 'one'
                    workdir '/a'
                    artifact '/dist', as: 'two'
                    workdir 'b'
                    artifact 'dist', as: 'three'
                    workdir '/c'
                    artifact '/dist', as: 'four'
                }
                """);
        assertThat(project.steps("x")).hasSize(10);
    }

    @Test
    void copy_whenArtifactIsRoot_takesAnyPath() throws Exception {
        project.says(
                """
                target('a') { from 'scratch'; artifact '/' }
                target('x') { from 'alpine'; copy '+a/any/file', into: './' }
                """);
        assertThat(project.steps("x")).hasSize(2);
    }

    @Test
    void run_whenSeveralLines_losesCommonIndentation() throws Exception {
        project.says(
                """
                target('x') {
                    from 'alpine'
                    def name = 'app'
                    run '''
                        if true; then
                            make
                        fi
                    '''
                    run ""\"
                        make ${name}

                        echo '$name' "\\$HOME"
                    ""\"
                }
                """);
        assertThat(project.scripts("x"))
                .containsExactly("if true; then\n    make\nfi", "make app\n\necho 'app' \"$HOME\"");
    }

    @Test
    void platform_whenNative_isOneRecipeForAll() throws Exception {
        project.says(
                """
                target('assets') { platform 'native'; from 'node'; run "on ${platform.arch}"; artifact 'dist' }
                target('app') { from 'alpine'; copy '+assets/dist', into: './'; run platform.arch }
                target('all') { build '+app', platforms: ['linux/arm64', 'linux/amd64'] }
                """);
        Project loaded = project.load("+all", "+assets");
        assertThat(loaded.recipes().keySet())
                .extracting(RecipeId::toString)
                .containsExactly(
                        "+all linux/amd64",
                        "+assets linux/amd64",
                        "+app linux/arm64",
                        "+app linux/amd64");
        assertThat(scripts(recipe(loaded, "app", ARM64))).containsExactly("arm64");
        assertThat(withoutSpan(recipe(loaded, "app", ARM64).steps().get(1)))
                .startsWith("Copy Artifact[recipe=+assets linux/amd64");
    }

    @Test
    void build_whenSeveralForPlatforms_asksForEachOnEach() throws Exception {
        project.says(
                """
                target('a') { from 'alpine' }
                target('b') { from 'alpine' }
                target('all') {
                    build '+a', '+b', platforms: ['linux/amd64', 'linux/arm64']
                    build(['+a', '+b'], platforms: 'linux/arm64')
                    build '+a', '+b'
                }
                """);
        assertThat(project.steps("all").stream().map(BuildfilesTest::withoutSpan))
                .containsExactly(
                        "Build [+a linux/amd64, +a linux/arm64, +b linux/amd64, +b linux/arm64]",
                        "Build [+a linux/arm64, +b linux/arm64]",
                        "Build [+a linux/amd64, +b linux/amd64]");
    }

    @Test
    void platform_whenPerTarget_runsOnNativeForEach() throws Exception {
        project.platforms(ARM64)
                .says(
                        "target('x') { platform 'native', per: 'target'; from 'go'; run"
                                + " platform.arch }");
        Project loaded = project.load("+x");
        assertThat(recipe(loaded, "x", ARM64).runsOn()).isEqualTo(AMD64);
        assertThat(scripts(recipe(loaded, "x", ARM64))).containsExactly("arm64");
    }

    @Test
    void platforms_whenGoalsForTwo_givesBoth() throws Exception {
        project.platforms(AMD64, ARM64).says("target('x') { from 'alpine'; run platform.arch }");
        assertThat(project.load("+x").goals())
                .extracting(RecipeId::toString)
                .containsExactly("+x linux/amd64", "+x linux/arm64");
    }

    @Test
    void references_whenToOtherFolders_loadTheirFiles() throws Exception {
        project.argument("TAG", "2")
                .file(
                        "lib/jbuild.groovy",
                        "jbuild '1'\n"
                                + "target('lib') { from \"alpine:${arg('TAG')}\"; artifact 'out' }")
                .file(
                        "app/jbuild.groovy",
                        "jbuild '1'\n"
                                + "target('app') { from '../lib+lib'; copy 'src', '../lib+lib/out',"
                                + " into: './' }")
                .says("target('all') { build './app+app' }");
        Project loaded = project.load("+all", "./lib+lib");
        assertThat(loaded.recipes().keySet())
                .containsExactly(id("+all"), id("./lib+lib"), id("./app+app"));
        assertThat(
                        java.util.Objects.requireNonNull(loaded.recipes().get(id("./app+app")))
                                .steps()
                                .stream()
                                .map(BuildfilesTest::withoutSpan))
                .startsWith(
                        "From Target[recipe=./lib+lib linux/amd64]",
                        "Copy Context[folder=./app, patterns=[src]] ./ "
                                + Step.CopyOptions.DEFAULT);
        assertThat(
                        java.util.Objects.requireNonNull(loaded.recipes().get(id("./app+app")))
                                .span()
                                .file())
                .isEqualTo("app/jbuild.groovy");
    }

    @Test
    void targets_ofAMatrix_comeFromLoops() throws Exception {
        project.says(
                """
                List<String> names = []
                ['17', '21'].each { java ->
                    for (String base in ['debian', 'alpine']) {
                        String name = "test-${java}-${base}"
                        String image = base
                        names << name
                        target(name) { from image; run "test ${java} ${target}" }
                    }
                }
                target('all') { build names.collect { "+${it}" } }
                """);
        Project loaded = project.load("+all");
        assertThat(loaded.recipes().keySet())
                .extracting(RecipeId::target)
                .extracting(TargetRef::name)
                .containsExactly(
                        "all",
                        "test-17-debian",
                        "test-17-alpine",
                        "test-21-debian",
                        "test-21-alpine");
        assertThat(scripts(recipe(loaded, "test-21-alpine", AMD64)))
                .containsExactly("test 21 test-21-alpine");
    }

    @Test
    void methods_mayHoldSteps_whichKeepTheirPlace() throws Exception {
        project.says(
                """
                void make(String goal) {
                    run "make ${goal}"
                }
                void daemon(String name) {
                    target("${name}-build") {
                        from 'alpine'
                        make name
                    }
                }
                ['a', 'b'].each { daemon it }
                """);
        assertThat(project.scripts("b-build")).containsExactly("make b");
        assertThat(project.steps("b-build").get(1).span().line()).isEqualTo(3);
    }

    @Test
    void load_whenGoalUnknown_saysWhichThereAre() {
        project.says("target('test') { from 'alpine' }");
        assertThat(project.mistakes("+tset"))
                .containsExactly(
                        Diagnostic.of(
                                "unknown-target",
                                "unknown target `+tset`",
                                "did you mean `+test`?\ntargets: +test"));
    }

    @Test
    void load_whenGoalIsNoReference_saysSo() {
        project.says("target('test') { from 'alpine' }");
        assertThat(project.mistakes("test", "../+x"))
                .extracting(Diagnostic::message)
                .containsExactly(
                        "`test` is no target of this project",
                        "`../+x` is no target of this project");
    }

    @Test
    void load_whenGoalIsArtifact_saysWhichTargetsThereCouldBe() {
        assertThat(project.mistakes("+web/static", "./web+app/out/app.jar"))
                .extracting(mistake -> mistake.hint().orElse(""))
                .containsExactly(
                        "an artifact is made by its target: `+web`; a target of a folder is written"
                                + " `./web+static`",
                        "an artifact is made by its target: `./web+app`");
    }

    @Test
    void load_whenNoBuildFile_saysWhereItLooked() {
        assertThat(project.mistakes("+x"))
                .containsExactly(
                        Diagnostic.of(
                                "missing-build-file",
                                "no jbuild.groovy in " + root,
                                "`jbuild init` writes a first one; `-C` names another folder"));
    }

    @Test
    void load_whenBuildFileIsFolder_isEnvironmentFailure() throws Exception {
        Files.createDirectory(root.resolve("jbuild.groovy"));
        assertThatThrownBy(() -> project.load("+x"))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("cannot read");
    }

    @Test
    void load_whenSeveralTargetsHaveMistakes_tellsAll() {
        project.says(
                """
                target('a') { run 'x' }
                target('b') { from 'A' }
                target('all') { build '+a', '+b', '+c' }
                """);
        assertThat(project.mistakes("+all"))
                .extracting(Diagnostic::code)
                .containsExactly("missing-from", "image-name", "unknown-target");
    }

    @Test
    void load_whenTargetAsksForItselfWithoutEnd_stops() {
        project.says(
                "target('x') { def n = arg('N', default: '0').toInteger(); build '+x', args: [N: n"
                        + " + 1] }");
        assertThat(project.mistakes("+x"))
                .extracting(Diagnostic::code)
                .containsExactly("too-many-recipes");
    }

    @Test
    void load_whenLongChain_neitherOverflowsNorFindsCycle() throws Exception {
        StringBuilder file = new StringBuilder("target('t0') { from 'scratch' }\n");
        file.append("(1..3000).each { i -> target(\"t$i\") { from \"+t${i - 1}\" } }\n");
        project.says(file.toString());
        assertThat(project.load("+t3000").recipes()).hasSize(3001);
    }

    @Test
    void load_whenListIsTooLongForTheCompiler_saysWhatToDo() {
        project.says("List<String> names = [" + "'name', ".repeat(12_000) + "'last']\n");
        assertThat(project.mistakes("+all"))
                .extracting(Diagnostic::code)
                .containsExactly("too-large");
    }

    @Test
    void load_whenMoreIsWrittenThanAMethodHolds_saysWhatToDo() {
        project.says("int n = 0\n" + "n = n + 1\n".repeat(20_000));
        assertThat(project.mistakes("+all"))
                .extracting(Diagnostic::code)
                .containsExactly("too-large");
    }
}
