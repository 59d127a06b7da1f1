package dev.jbuild.cli.option;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.List;
import java.util.Set;

/**
 * The options and commands that exist. Values are taken as text; {@link CommandLineReader} knows
 * what they mean.
 *
 * <p>Built by hand and not from annotations: reading those costs 60 ms at every start.
 */
final class Syntax {
    static final String FOLDER = "-C";
    static final String ARGUMENT = "--arg";
    static final String PLATFORM = "--platform";
    static final String PUSH = "--push";
    static final String PRIVILEGED = "--allow-privileged";
    static final String SECRET = "--secret";
    static final String SECRET_FILE = "--secret-file";
    static final String BUILDER = "--builder";
    static final String TRUST = "--trust";
    static final String PROGRESS = "--progress";
    static final String LOCKED = "--locked";
    static final String OFFLINE = "--offline";
    static final String CACHE_SIZE = "--cache-size";
    static final String UPDATE = "--update";
    static final String CHECK = "--check";
    static final String TRUST_LEDGER = "--trust-ledger";
    static final String KEEP = "--keep";
    static final String GRACE = "--grace";
    static final String TAKE_OVER = "--take-over";
    static final String SAVE = "--save";
    static final String MODEL = "--model";
    static final String FORMAT = "--format";
    static final String NO_CACHE = "--no-cache";
    static final String KEEP_GOING = "--keep-going";
    static final String MAX_PARALLEL = "--max-parallel";
    static final String SHELL_ON_FAILURE = "--shell-on-failure";
    static final String COMMAND = "--command";
    static final String JSON = "--json";
    static final String REPORT = "--report";

    static final String BUILD = "jbuild";
    static final String LIST = "ls";
    static final String DOC = "doc";
    static final String PLAN = "plan";
    static final String GRAPH = "graph";
    static final String INIT = "init";
    static final String IMPORT = "import";
    static final String WHY = "why";
    static final String LOCK = "lock";
    static final String CDN = "cdn";
    static final String IMAGE = "image";
    static final String MIRROR = "mirror";
    static final String CACHE = "cache";
    static final String SHELL = "shell";
    static final String DOCTOR = "doctor";

    static final List<String> COMMANDS =
            List.of(
                    LIST, DOC, PLAN, GRAPH, INIT, IMPORT, WHY, LOCK, CDN, IMAGE, MIRROR, CACHE,
                    SHELL, DOCTOR);

    /** Commands that are about targets, which are named behind them. */
    static final Set<String> ABOUT_GOALS = Set.of(DOC, PLAN, GRAPH, WHY, SHELL);

    /** Commands that build, as far as they need to. */
    static final Set<String> BUILDING = Set.of(SHELL, CDN);

    /** Options that a build has, and not every command. */
    static final List<String> BUILD_ONLY =
            List.of(
                    PUSH,
                    PRIVILEGED,
                    SECRET,
                    SECRET_FILE,
                    PLATFORM,
                    BUILDER,
                    TRUST,
                    PROGRESS,
                    REPORT,
                    LOCKED,
                    OFFLINE,
                    CACHE_SIZE,
                    TRUST_LEDGER,
                    NO_CACHE,
                    KEEP_GOING,
                    MAX_PARALLEL,
                    SHELL_ON_FAILURE);

    private Syntax() {}

    static CommandLine commandLine() {
        CommandLine commandLine =
                new CommandLine(
                        build().addSubcommand(LIST, list())
                                .addSubcommand(DOC, aboutGoals(DOC))
                                .addSubcommand(PLAN, plan())
                                .addSubcommand(GRAPH, graph())
                                .addSubcommand(INIT, init())
                                .addSubcommand(IMPORT, importing())
                                .addSubcommand(WHY, aboutGoals(WHY))
                                .addSubcommand(LOCK, lock())
                                .addSubcommand(CDN, cdn())
                                .addSubcommand(IMAGE, image())
                                .addSubcommand(MIRROR, mirror())
                                .addSubcommand(CACHE, cache())
                                .addSubcommand(SHELL, shell())
                                .addSubcommand(DOCTOR, doctor()));
        // Arguments are taken as the shell gives them.
        commandLine.setExpandAtFiles(false);
        commandLine.setInterpolateVariables(false);
        return commandLine;
    }

    private static CommandSpec build() {
        return CommandSpec.create()
                .name(BUILD)
                .addPositional(texts())
                .addOption(OptionSpec.builder(PUSH).build())
                .addOption(OptionSpec.builder(LOCKED).build())
                .addOption(OptionSpec.builder(OFFLINE).build())
                .addOption(OptionSpec.builder(TRUST_LEDGER).build())
                .addOption(OptionSpec.builder(NO_CACHE).build())
                .addOption(OptionSpec.builder("-k", KEEP_GOING).build())
                .addOption(OptionSpec.builder("-j", MAX_PARALLEL).type(String.class).build())
                .addOption(OptionSpec.builder(SHELL_ON_FAILURE).build())
                .addOption(repeatable(ARGUMENT).build())
                .addOption(repeatable(SECRET).build())
                .addOption(repeatable(SECRET_FILE).build())
                .addOption(OptionSpec.builder("-P", PRIVILEGED).build())
                .addOption(repeatable(PLATFORM).splitRegex(",").build())
                .addOption(single(FOLDER))
                .addOption(repeatable(BUILDER).build())
                .addOption(single(TRUST))
                .addOption(single(CACHE_SIZE))
                .addOption(single(PROGRESS))
                .addOption(repeatable(REPORT).build())
                .addOption(help())
                .addOption(OptionSpec.builder("-V", "--version").versionHelp(true).build());
    }

    private static CommandSpec shell() {
        return CommandSpec.create()
                .name(SHELL)
                .addPositional(texts())
                .addOption(single(COMMAND))
                .addOption(OptionSpec.builder(LOCKED).build())
                .addOption(OptionSpec.builder(OFFLINE).build())
                .addOption(repeatable(ARGUMENT).build())
                .addOption(repeatable(SECRET).build())
                .addOption(repeatable(SECRET_FILE).build())
                .addOption(OptionSpec.builder("-P", PRIVILEGED).build())
                .addOption(repeatable(PLATFORM).splitRegex(",").build())
                .addOption(single(FOLDER))
                .addOption(repeatable(BUILDER).build())
                .addOption(single(TRUST))
                .addOption(single(PROGRESS))
                .addOption(help());
    }

    private static CommandSpec list() {
        return CommandSpec.create()
                .name(LIST)
                .addOption(repeatable(ARGUMENT).build())
                .addOption(single(FOLDER))
                .addOption(help());
    }

    private static CommandSpec plan() {
        return aboutGoals(PLAN)
                .addOption(repeatable(BUILDER).build())
                .addOption(OptionSpec.builder(MODEL).build());
    }

    private static CommandSpec graph() {
        return aboutGoals(GRAPH).addOption(single(FORMAT));
    }

    private static CommandSpec init() {
        return CommandSpec.create().name(INIT).addOption(single(FOLDER)).addOption(help());
    }

    private static CommandSpec importing() {
        return CommandSpec.create()
                .name(IMPORT)
                .addPositional(texts())
                .addOption(single(FOLDER))
                .addOption(help());
    }

    /** Texts, and the options that say of which project, with what, for which platforms. */
    private static CommandSpec aboutGoals(String name) {
        return CommandSpec.create()
                .name(name)
                .addPositional(texts())
                .addOption(repeatable(ARGUMENT).build())
                .addOption(repeatable(PLATFORM).splitRegex(",").build())
                .addOption(single(FOLDER))
                .addOption(help());
    }

    private static CommandSpec lock() {
        return aboutGoals(LOCK)
                .addOption(OptionSpec.builder(UPDATE).build())
                .addOption(OptionSpec.builder(CHECK).build());
    }

    private static CommandSpec cdn() {
        return aboutGoals(CDN)
                .addOption(single(KEEP))
                .addOption(single(GRACE))
                .addOption(OptionSpec.builder(TAKE_OVER).build())
                .addOption(single(SAVE));
    }

    private static CommandSpec image() {
        return CommandSpec.create()
                .name(IMAGE)
                .addPositional(texts())
                .addOption(repeatable(ARGUMENT).build())
                .addOption(single(FOLDER))
                .addOption(help());
    }

    private static CommandSpec mirror() {
        return CommandSpec.create()
                .name(MIRROR)
                .addPositional(texts())
                .addOption(single(FOLDER))
                .addOption(help());
    }

    private static CommandSpec cache() {
        return CommandSpec.create()
                .name(CACHE)
                .addPositional(texts())
                .addOption(single(CACHE_SIZE))
                .addOption(help());
    }

    private static CommandSpec doctor() {
        return CommandSpec.create()
                .name(DOCTOR)
                .addOption(repeatable(BUILDER).build())
                .addOption(OptionSpec.builder(OFFLINE).build())
                .addOption(repeatable(ARGUMENT).build())
                .addOption(single(FOLDER))
                .addOption(OptionSpec.builder(JSON).build())
                .addOption(help());
    }

    private static PositionalParamSpec texts() {
        return PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help").usageHelp(true).build();
    }

    private static OptionSpec single(String name) {
        return OptionSpec.builder(name).type(String.class).build();
    }

    private static OptionSpec.Builder repeatable(String name) {
        return OptionSpec.builder(name).type(List.class).auxiliaryTypes(String.class).arity("1");
    }
}
