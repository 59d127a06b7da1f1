package dev.jbuild.engine.dockerfile;

import dev.jbuild.engine.dockerfile.DockerfileText.Use;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Dockerfile, one instruction after the other. What it does not understand makes that the
 * file is not fixed. Used once.
 */
public final class DockerfileReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern DIRECTIVE =
            Pattern.compile("(?sU)\\s*#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(\\S+)(.*)");

    /** Images that read what the builder reads by itself, wherever they are mirrored. */
    private static final Pattern USUAL_FRONTEND =
            Pattern.compile("(.*/)?docker/dockerfile(-upstream)?");

    private static final Pattern INSTRUCTION =
            Pattern.compile("(?s)\\s*([A-Za-z]+)(?:\\s+|\\z)(.*)");
    private static final Pattern FROM =
            Pattern.compile(
                    "(?:--platform=(\\S+)\\s+)?(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*",
                    Pattern.CASE_INSENSITIVE);

    /** One of the arguments; a value is in quotes, or has none. */
    private static final Pattern ARGUMENT =
            Pattern.compile(
                    "([^\\s='\"\\\\`]+)(?:=(\"[^\"\\\\`]*\"|'[^']*'|[^\\s'\"\\\\`]*))?(?:\\s+|\\z)");

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(\\w+)(?:(:?-)([^}]*))?}|\\$(\\w+)");

    /** Those that the builder sets and that are not known here. */
    private static final Pattern OF_THE_BUILDER =
            Pattern.compile("BUILD(PLATFORM|OS|OSVERSION|ARCH|VARIANT)|TARGET(OSVERSION|STAGE)");

    /** Options of an instruction stand before all else. */
    private static final Pattern FLAG = Pattern.compile("\\s*(--\\S+)");

    private static final Pattern SOURCE =
            Pattern.compile("--from=(.+)|--mount=(?:.*,)?(?i:from)=([^,]+).*");
    private static final Pattern QUOTE = Pattern.compile("['\"]");

    /** What makes an option another one than it seems; BuildKit reads options byte by byte. */
    private static final Pattern ODD = Pattern.compile("['\"\\\\`]|\\P{ASCII}");

    /** What is, or may be when variables and escapes are resolved, no file of the context. */
    private static final Pattern REMOTE = Pattern.compile("[$\\\\`]|://|@[A-Za-z0-9.-]+:");

    private final List<String> lines;
    private final Map<String, String> given;
    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> stages = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();

    /** What may be a stage that comes later; only {@code FROM} has to come after what it names. */
    private final List<Runnable> sources = new ArrayList<>();

    private Optional<Use> frontend = Optional.empty();
    private boolean fixed;
    private char escape = '\\';
    private boolean inStage;

    private DockerfileReader(List<String> lines, Map<String, String> given, Platform platform) {
        this.lines = lines;
        this.given = given;
        // Names another image to read the file, whatever the file says.
        fixed = !given.containsKey("BUILDKIT_SYNTAX");
        variables.put("TARGETPLATFORM", platform.toString());
        variables.put("TARGETOS", platform.os());
        variables.put("TARGETARCH", platform.architecture());
        variables.put("TARGETVARIANT", platform.variant());
        variables.replaceAll(given::getOrDefault);
    }

    /**
     * Reads a Dockerfile.
     *
     * @param arguments values for its {@code ARG}s
     * @param platform what it is built for
     */
    public static DockerfileText read(
            String text, Map<String, String> arguments, Platform platform) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        // BuildKit knows no other ends of lines.
        List<String> lines = List.of(content.split("\n"));
        DockerfileReader reader = new DockerfileReader(lines, arguments, platform);
        reader.directives();
        reader.instructions();
        reader.sources.forEach(Runnable::run);
        return new DockerfileText(lines, reader.uses, reader.frontend, reader.fixed);
    }

    /** Settings of the file itself stand before all else, behind what Unix starts a script with. */
    private void directives() {
        boolean script = !lines.isEmpty() && lines.getFirst().startsWith("#!");
        for (int i = script ? 1 : 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher matcher = DIRECTIVE.matcher(line.stripTrailing());
            switch (matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "") {
                case "syntax" -> {
                    if (frontend.isEmpty()) {
                        syntax(i, matcher.start(2), matcher.group(2));
                    }
                }
                case "escape" -> {
                    String value = matcher.group(2) + matcher.group(3);
                    boolean valid = value.equals("\\") || value.equals("`");
                    escape = valid ? value.charAt(0) : escape;
                    // BuildKit does not look for it in a script.
                    fixed &= valid && !script;
                }
                case "check" -> {}
                default -> {
                    return;
                }
            }
        }
    }

    private void syntax(int number, int start, String name) {
        try {
            ImageName image = ImageName.parse(name);
            frontend = Optional.of(new Use(number, start, start + name.length(), image));
            // What another language takes from outside nobody here can tell.
            fixed &= USUAL_FRONTEND.matcher(image.repository()).matches();
        } catch (IllegalArgumentException e) {
            // A mistake that the engine will tell.
            fixed = false;
        }
    }

    private void instructions() {
        Instructions instructions = new Instructions(lines, escape);
        for (Optional<Instruction> next = instructions.next();
                next.isPresent();
                next = instructions.next()) {
            Instruction instruction = next.get();
            if (instruction(instruction, 0)) {
                fixed &= Heredoc.areCertain(instruction.text());
                for (Heredoc heredoc : Heredoc.of(instruction.text())) {
                    fixed &= instructions.skip(heredoc);
                }
            }
        }
    }

    /**
     * Takes up an instruction.
     *
     * @param start where it begins in the text
     * @return whether it may have heredocs
     */
    private boolean instruction(Instruction instruction, int start) {
        Matcher matcher = INSTRUCTION.matcher(instruction.text());
        matcher.region(start, matcher.regionEnd());
        switch (matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "") {
            case "from" -> from(instruction, matcher.start(2));
            case "onbuild" -> {
                return instruction(instruction, matcher.start(2));
            }
            case "arg" -> {
                if (!inStage) {
                    arguments(matcher.group(2));
                }
            }
            case "add" -> {
                String plain = QUOTE.matcher(matcher.group(2)).replaceAll("");
                fixed &= !REMOTE.matcher(plain).find();
                return true;
            }
            case "copy", "run" -> {
                sources(instruction, matcher.start(2));
                return true;
            }
            case "cmd",
                    "entrypoint",
                    "env",
                    "expose",
                    "healthcheck",
                    "label",
                    "maintainer",
                    "shell",
                    "stopsignal",
                    "user",
                    "volume",
                    "workdir" -> {}
            default -> fixed = false;
        }
        return false;
    }

    private void from(Instruction instruction, int start) {
        inStage = true;
        Matcher matcher = FROM.matcher(instruction.text());
        if (!matcher.region(start, matcher.regionEnd()).matches()) {
            fixed = false;
            return;
        }
        // Which of the platforms an image is looked up for is the engine's to say.
        fixed &= matcher.group(1) == null;
        String name = expanded(matcher.group(2));
        if (matcher.group(1) == null) {
            use(instruction, matcher.start(2), matcher.end(2), name);
        }
        if (matcher.group(3) != null) {
            stages.add(matcher.group(3).toLowerCase(Locale.ROOT));
        }
    }

    private void sources(Instruction instruction, int start) {
        String text = instruction.text();
        Matcher flag = FLAG.matcher(text);
        for (int at = start; flag.region(at, text.length()).lookingAt(); at = flag.end()) {
            if (ODD.matcher(flag.group(1)).find()) {
                // Where it ends nobody looks for: it and all that follows has to be harmless.
                String plain = ODD.matcher(text.substring(at)).replaceAll("");
                fixed &= !plain.toLowerCase(Locale.ROOT).contains("from=");
                return;
            }
            Matcher source = SOURCE.matcher(text).region(flag.start(1), flag.end(1));
            if (source.matches()) {
                int group = source.group(1) == null ? 2 : 1;
                String name = source.group(group);
                int from = source.start(group);
                if (!name.matches("\\d+")) {
                    sources.add(() -> use(instruction, from, from + name.length(), name));
                }
            }
        }
    }

    private void use(Instruction instruction, int start, int end, String name) {
        if (name.equals("scratch") || stages.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        try {
            Optional<Use> use = instruction.use(start, end, ImageName.parse(name));
            use.ifPresent(uses::add);
            // A name on two lines has no place where another can be put.
            fixed &= use.isPresent();
        } catch (IllegalArgumentException e) {
            // A variable that is not known here, or a mistake that the engine will tell.
            fixed = false;
        }
    }

    private void arguments(String text) {
        Matcher matcher = ARGUMENT.matcher(text);
        int end = 0;
        while (matcher.region(end, text.length()).lookingAt()) {
            end = matcher.end();
            String name = matcher.group(1);
            String written = matcher.group(2);
            String value =
                    given.containsKey(name)
                            ? given.get(name)
                            : written == null ? null : expanded(unquoted(written));
            if (value != null) {
                variables.put(name, value);
            }
        }
        fixed &= end == text.length();
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && (text.startsWith("\"") || text.startsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** What is not known stays as it is, and is then no name of an image. */
    private String expanded(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf(match)));
    }

    private String valueOf(MatchResult variable) {
        String name = variable.group(1) == null ? variable.group(4) : variable.group(1);
        String value = variables.get(name);
        boolean unset =
                value == null
                        ? !OF_THE_BUILDER.matcher(name).matches()
                        : value.isEmpty() && ":-".equals(variable.group(2));
        if (unset && variable.group(3) != null) {
            return variable.group(3);
        }
        return value == null ? variable.group() : value;
    }
}
