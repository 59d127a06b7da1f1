package dev.jbuild.engine.lock;

import dev.jbuild.model.ImageName;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of images as people write them: in full, without {@code docker.io/library/} or {@code
 * docker.io/}, and without the tag for any tag. A {@code *} stands for any text.
 */
public record NamePattern(String text) {
    private static final List<String> OMITTED = List.of("docker.io/library/", "docker.io/");

    /** Whether a name with a tag is one of those meant. */
    public boolean matches(ImageName name) {
        Pattern pattern =
                Pattern.compile(
                        Arrays.stream(text.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")));
        return forms(name.toString(), name.tag()).stream()
                .anyMatch(form -> pattern.matcher(form).matches());
    }

    private static List<String> forms(String full, String tag) {
        List<String> forms = new ArrayList<>(List.of(full));
        OMITTED.stream()
                .filter(full::startsWith)
                .forEach(prefix -> forms.add(full.substring(prefix.length())));
        List<String> untagged =
                forms.stream()
                        .map(form -> form.substring(0, form.length() - tag.length() - 1))
                        .toList();
        forms.addAll(untagged);
        return forms;
    }
}
