package dev.jbuild.engine.lock;

import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of images, repositories and files as people write them: in full, without {@code
 * docker.io/library/}, {@code docker.io/} or {@code https://}, and without the tag or branch for
 * any. A {@code *} stands for any text.
 */
public record NamePattern(String text) {
    private static final List<String> OMITTED = List.of("docker.io/library/", "docker.io/");

    /** Whether a name with a tag is one of those meant. */
    public boolean matches(ImageName name) {
        return matches(forms(name.toString(), name.tag()));
    }

    /** Whether a name in a repository is one of those meant. */
    public boolean matches(GitRef name) {
        List<String> forms = new ArrayList<>();
        for (String url : List.of(name.url(), name.url().replaceFirst("^https://", ""))) {
            for (String address : List.of(url, url.replaceFirst("\\.git$", ""))) {
                forms.add(address);
                forms.add(address + ":" + name.ref());
            }
        }
        return matches(forms);
    }

    /** Whether a file is one of those meant. */
    public boolean matchesFile(String url) {
        return matches(List.of(url, url.replaceFirst("^https://", "")));
    }

    private boolean matches(List<String> forms) {
        Pattern pattern =
                Pattern.compile(
                        Arrays.stream(text.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")));
        return forms.stream().anyMatch(form -> pattern.matcher(form).matches());
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
