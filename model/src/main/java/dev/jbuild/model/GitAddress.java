package dev.jbuild.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How references name a folder of a repository: {@code github.com/org/repo/folder:ref}, or {@code
 * URL/folder:ref} for any other, where the address of the repository ends with {@code .git} or is
 * set apart by {@code //}.
 */
final class GitAddress {
    private static final String HOSTS = "github\\.com|gitlab\\.com|bitbucket\\.org|codeberg\\.org";
    private static final String SUFFIX = ".git";

    private static final Pattern KNOWN_HOST = Pattern.compile("(" + HOSTS + ")/(.*)");
    private static final Pattern URL =
            Pattern.compile("((?:https?|ssh)://[^/]+/|file:///)(.*)", Pattern.DOTALL);
    private static final Pattern SCP = Pattern.compile("([\\w.-]+@[\\w.-]+:)(?!//)(.*)");
    private static final Pattern PASSWORD = Pattern.compile("\\w+://[^/@]*:[^/@]*@.*");
    private static final Pattern SHORT =
            Pattern.compile("https://((?:" + HOSTS + ")/[^/]+/[^/]+)\\.git");

    private GitAddress() {}

    static boolean matches(String text) {
        return KNOWN_HOST.matcher(text).matches()
                || URL.matcher(text).matches()
                || SCP.matcher(text).matches();
    }

    static Folder parse(String text) {
        if (PASSWORD.matcher(text).matches()) {
            throw new IllegalArgumentException("an address has no password in it");
        }
        for (Pattern form : List.of(KNOWN_HOST, URL, SCP)) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                boolean known = form == KNOWN_HOST;
                String head = known ? "https://" + matcher.group(1) + "/" : matcher.group(1);
                return folder(text, head, matcher.group(2), known);
            }
        }
        throw new IllegalArgumentException("`" + text + "` is no address of a repository");
    }

    private static Folder folder(String text, String head, String rest, boolean known) {
        int colon = rest.lastIndexOf(':');
        String ref = colon < 0 ? GitRef.DEFAULT : rest.substring(colon + 1);
        String path = colon < 0 ? rest : rest.substring(0, colon);
        int end = end(path, known);
        String repository = path.substring(0, end);
        if (known && repository.split("/", -1).length < 2) {
            throw new IllegalArgumentException("`" + text + "` does not name a repository");
        }
        String url = head + repository + (known && !repository.endsWith(SUFFIX) ? SUFFIX : "");
        Folder root = new Folder(Optional.of(new GitRef(url, ref)), "");
        return root.resolve("." + path.substring(end));
    }

    /** Where the path of the repository ends. */
    private static int end(String path, boolean known) {
        int apart = path.indexOf("//");
        if (apart >= 0) {
            return apart;
        }
        int end = 0;
        List<String> parts = Arrays.asList(path.split("/", -1));
        for (int i = 0; i < parts.size(); i++) {
            end += parts.get(i).length() + (i == 0 ? 0 : 1);
            if (parts.get(i).endsWith(SUFFIX)) {
                return end;
            }
        }
        return known && parts.size() > 2
                ? parts.get(0).length() + 1 + parts.get(1).length()
                : path.length();
    }

    /** A folder of a repository, in the shortest form that {@link #parse} understands. */
    static String of(GitRef at, String path) {
        Matcher known = SHORT.matcher(at.url());
        String address = known.matches() ? known.group(1) : at.url();
        boolean clear = known.matches() || address.endsWith(SUFFIX);
        String folder = path.isEmpty() ? "" : (clear ? "/" : "//") + path;
        return address + folder + (at.ref().equals(GitRef.DEFAULT) ? "" : ":" + at.ref());
    }
}
