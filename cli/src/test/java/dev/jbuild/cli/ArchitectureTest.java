package dev.jbuild.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.jspecify.annotations.NullMarked;

import java.io.File;
import java.net.InetAddress;
import java.nio.channels.Channel;
import java.nio.file.Files;

/**
 * The arrows between the rooms, as they are drawn in the design. This module sees all others, so it
 * watches over all of them.
 */
@AnalyzeClasses(packages = "dev.jbuild", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String MODEL = "dev.jbuild.model..";
    private static final String DSL = "dev.jbuild.dsl..";
    private static final String CACHE = "dev.jbuild.cache..";
    private static final String CDN = "dev.jbuild.cdn..";
    private static final String BUILDKIT = "dev.jbuild.buildkit..";
    private static final String FRONT = "dev.jbuild.front..";
    private static final String ENGINE = "dev.jbuild.engine..";
    private static final String CLI = "dev.jbuild.cli..";

    private static final String[] DRY = {
        MODEL,
        "dev.jbuild.dsl.earthfile..",
        "dev.jbuild.engine.plan..",
        "dev.jbuild.engine.key..",
        "dev.jbuild.engine.lower..",
        "dev.jbuild.engine.event..",
        "dev.jbuild.cache.key..",
        "dev.jbuild.cdn.release..",
        "dev.jbuild.cdn.reference..",
        "dev.jbuild.buildkit.llb..",
        "dev.jbuild.cli.option..",
    };

    private static final DescribedPredicate<JavaClass> WET =
            DescribedPredicate.describe(
                    "do input or output, or start threads",
                    type ->
                            type.isEquivalentTo(Files.class)
                                    || type.isEquivalentTo(File.class)
                                    || type.isEquivalentTo(Thread.class)
                                    || type.isEquivalentTo(ProcessBuilder.class)
                                    || type.isAssignableTo(Channel.class)
                                    || type.getPackageName()
                                            .equals(InetAddress.class.getPackageName())
                                    || type.getPackageName().startsWith("java.net.http"));

    private static final DescribedPredicate<JavaClass> GENERATED =
            DescribedPredicate.describe(
                    "are generated from protobuf",
                    type -> type.getPackageName().startsWith("dev.jbuild.buildkit.wire"));

    @ArchTest static final ArchRule model_seesNobody = sees(MODEL);

    @ArchTest static final ArchRule dsl_seesModel = sees(DSL, MODEL);

    @ArchTest static final ArchRule cache_seesModel = sees(CACHE, MODEL);

    @ArchTest static final ArchRule cdn_seesCacheModel = sees(CDN, MODEL, CACHE);

    @ArchTest static final ArchRule buildkit_seesModel = sees(BUILDKIT, MODEL);

    @ArchTest static final ArchRule front_seesCacheModel = sees(FRONT, MODEL, CACHE);

    @ArchTest
    static final ArchRule engine_seesLedgerCacheCdnBuildkitModel =
            sees(ENGINE, MODEL, CACHE, CDN, BUILDKIT, "dev.jbuild.front.ledger..");

    @ArchTest
    static final ArchRule cli_seesFrontDslEngineModel = sees(CLI, MODEL, FRONT, DSL, ENGINE);

    /** It is there to start in no time. */
    @ArchTest
    static final ArchRule front_seesNoLibrary =
            noClasses()
                    .that()
                    .resideInAPackage(FRONT)
                    .should()
                    .dependOnClassesThat(
                            resideOutsideOfPackages(
                                    "dev.jbuild.front..",
                                    "dev.jbuild.model..",
                                    "dev.jbuild.cache.file..",
                                    "dev.jbuild.cache.atomic..",
                                    "java..",
                                    "org.jspecify.."));

    /** A room may see of ours only itself and those named. */
    private static ArchRule sees(String room, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = room;
        System.arraycopy(others, 0, allowed, 1, others.length);
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.jbuild..").and(resideOutsideOfPackages(allowed)))
                .allowEmptyShould(true);
    }

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("dev.jbuild.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dryRooms_doNoInputOrOutput =
            noClasses()
                    .that()
                    .resideInAnyPackage(DRY)
                    // Help is a resource of the room's own jar.
                    .and()
                    .doNotHaveFullyQualifiedName("dev.jbuild.cli.option.HelpText")
                    .should()
                    .dependOnClassesThat(WET)
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyBuildkit_seesProtobufAndGrpc =
            only(BUILDKIT, "com.google.protobuf..", "io.grpc..");

    @ArchTest
    static final ArchRule onlyDsl_seesGroovy =
            only(DSL, "groovy..", "org.codehaus.groovy..", "org.apache.groovy..");

    @ArchTest
    static final ArchRule onlyEngineDocker_seesDockerJava =
            only("dev.jbuild.engine.docker..", "com.github.dockerjava..");

    @ArchTest
    static final ArchRule onlyOption_seesPicocli = only("dev.jbuild.cli.option..", "picocli..");

    private static ArchRule only(String room, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries))
                .allowEmptyShould(true);
    }

    @ArchTest
    static final ArchRule onlyMain_endsTheProcess =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Main")
                    .should()
                    .callMethod(System.class, "exit", int.class);

    /** The front's process is that of the user, and may have to end while a signal ends it. */
    @ArchTest
    static final ArchRule onlyInterruption_haltsTheProcess =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(Interruption.class.getName())
                    .and()
                    .doNotHaveFullyQualifiedName(dev.jbuild.front.Main.class.getName())
                    .should()
                    .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule onlyTheConsole_touchesStandardStreams =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.jbuild.cli.console..")
                    .and()
                    .doNotHaveFullyQualifiedName(dev.jbuild.front.Main.class.getName())
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.io.FileDescriptor.class);

    @ArchTest
    static final ArchRule onlyMain_asksForPropertiesAndEnvironment =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Main")
                    .should()
                    .callMethod(System.class, "getProperty", String.class)
                    .orShould()
                    .callMethod(System.class, "getProperty", String.class, String.class)
                    .orShould()
                    .callMethod(System.class, "getenv", String.class)
                    .orShould()
                    .callMethod(System.class, "getenv");

    @ArchTest
    static final ArchRule packages_areNullMarked =
            classes().that(not(GENERATED)).should(new BeInANullMarkedPackage());

    private static final class BeInANullMarkedPackage extends ArchCondition<JavaClass> {
        BeInANullMarkedPackage() {
            super("be in a package that is @NullMarked");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(type, marked, type.getName()));
        }
    }
}
