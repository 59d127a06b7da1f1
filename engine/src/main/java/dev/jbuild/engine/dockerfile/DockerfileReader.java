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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Dockerfile line by line. Used once. */
public final class DockerfileReader {
    private static final Pattern DIRECTIVE =
            Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(\\S+).*");

    /** Images that read what the builder reads by itself, wherever they are mirrored. */
    private static final Pattern USUAL_FRONTEND =
            Pattern.compile("(.*/)?docker/dockerfile(-upstream)?");

    private static final Pattern INSTRUCTION = Pattern.compile("\\s*([A-Za-z]+)\\s+(.*)");
    private static final Pattern FROM =
            Pattern.compile(
                    "\\s*FROM\\s+(?:--platform=(\\S+)\\s+)?(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ARGUMENT =
            Pattern.compile("([A-Za-z_]\\w*)(?:=(\"[^\"]*\"|'[^']*'|\\S*))?");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(\\w+)(?::?-([^}]*))?}|\\$(\\w+)");
    private static final Pattern SOURCE =
            Pattern.compile("--from=(\\S+)|--mount=(?:\\S*,)?from=([^,\\s]+)");
    private static final Pattern HEREDOC =
            Pattern.compile("<<-?[\"']?([A-Za-z_][A-Za-z0-9_]*)[\"']?");
    private static final Pattern REMOTE =
            Pattern.compile("\\b(?:https?|git|ssh)://|\\bgit@|\\.git\\b");

    private final List<String> lines;
    private final Map<String, String> given;
    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> stages = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();
    private Optional<Use> frontend = Optional.empty();
    private boolean fixed;
    private boolean inDirectives = true;
    private boolean inStage;
    private boolean continued;
    private String heredoc = "";

    private DockerfileReader(List<String> lines, Map<String, String> given, Platform platform) {
        this.lines = lines;
        this.given = given;
        // Names another image to read the file, whatever the file says.
        fixed = !given.containsKey("BUILDKIT_SYNTAX");
        variables.put("TARGETPLATFORM", platform.toString());
        variables.put("TARGETOS", platform.os());
        variables.put("TARGETARCH", platform.architecture());
        variables.put("TARGETVARIANT", platform.variant());
    }

    /**
     * Reads a Dockerfile.
     *
     * @param arguments values for its {@code ARG}s
     * @param platform what it is built for
     */
    public static DockerfileText read(
            String text, Map<String, String> arguments, Platform platform) {
        DockerfileReader reader = new DockerfileReader(text.lines().toList(), arguments, platform);
        for (int i = 0; i < reader.lines.size(); i++) {
            reader.line(i, reader.lines.get(i));
        }
        return new DockerfileText(reader.lines, reader.uses, reader.frontend, reader.fixed);
    }

    private void line(int number, String line) {
        inDirectives &= isDirective(number, line);
        if (!heredoc.isEmpty()) {
            heredoc = line.strip().equals(heredoc) ? "" : heredoc;
        } else if (line.isBlank() || line.strip().startsWith("#")) {
            // Another character for line ends changes what everything else means.
            fixed &= !line.matches("(?i)\\s*#\\s*escape\\s*=.*");
        } else if (continued) {
            sources(number, line);
            afterInstruction(line);
        } else {
            instruction(number, line);
            afterInstruction(line);
        }
    }

    /** Settings of the file itself stand before all else, behind what Unix starts a script with. */
    private boolean isDirective(int number, String line) {
        if (!inDirectives) {
            return false;
        }
        Matcher matcher = DIRECTIVE.matcher(line.strip());
        if (!matcher.matches()) {
            // Other languages have other comments, and settings in them.
            fixed &= number > 0 || !line.matches("\\s*(//|\\{).*");
            return number == 0 && line.startsWith("#!");
        }
        if (matcher.group(1).equalsIgnoreCase("syntax") && frontend.isEmpty()) {
            syntax(number, line.indexOf(matcher.group(2), line.indexOf('=')), matcher.group(2));
        }
        return true;
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

    private void afterInstruction(String line) {
        continued = line.stripTrailing().endsWith("\\");
        Matcher matcher = HEREDOC.matcher(line);
        if (matcher.find()) {
            heredoc = matcher.group(1);
            fixed &= !matcher.find() && !continued;
        }
    }

    private void instruction(int number, String line) {
        Matcher matcher = INSTRUCTION.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        switch (matcher.group(1).toUpperCase(Locale.ROOT)) {
            case "FROM" -> from(number, line);
            case "ARG" -> {
                if (!inStage) {
                    arguments(matcher.group(2));
                }
            }
            case "ADD" -> {
                fixed &= !REMOTE.matcher(line).find() && line.indexOf('$') < 0;
                sources(number, line);
            }
            default -> sources(number, line);
        }
    }

    private void from(int number, String line) {
        inStage = true;
        Matcher matcher = FROM.matcher(line);
        if (!matcher.matches()) {
            fixed = false;
            return;
        }
        // Which of the platforms an image is looked up for is the engine's to say.
        fixed &= matcher.group(1) == null;
        String name = expanded(matcher.group(2));
        if (matcher.group(1) == null) {
            use(number, matcher.start(2), matcher.end(2), name);
        }
        if (matcher.group(3) != null) {
            stages.add(matcher.group(3).toLowerCase(Locale.ROOT));
        }
    }

    private void sources(int number, String line) {
        Matcher matcher = SOURCE.matcher(line);
        while (matcher.find()) {
            int group = matcher.group(1) == null ? 2 : 1;
            if (!matcher.group(group).matches("\\d+")) {
                use(number, matcher.start(group), matcher.end(group), matcher.group(group));
            }
        }
    }

    private void use(int number, int start, int end, String name) {
        if (name.equals("scratch") || stages.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        try {
            uses.add(new Use(number, start, end, ImageName.parse(name)));
        } catch (IllegalArgumentException e) {
            // A variable that is not known here, or a mistake that the engine will tell.
            fixed = false;
        }
    }

    private void arguments(String text) {
        Matcher matcher = ARGUMENT.matcher(text);
        while (matcher.find()) {
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
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && (text.startsWith("\"") || text.startsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** What is not known stays as it is, and is then no name of an image. */
    private String expanded(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        match -> {
                            String name = match.group(1) == null ? match.group(3) : match.group(1);
                            String value = variables.getOrDefault(name, "");
                            String fallback =
                                    match.group(2) == null ? match.group() : match.group(2);
                            return Matcher.quoteReplacement(value.isEmpty() ? fallback : value);
                        });
    }
}
