package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.model.CdnRelease;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of {@code cdn}. */
final class Releases {
    private static final String FOLDER = "file:";
    private static final String BUCKET = "s3://";
    private static final Pattern SITE = Pattern.compile("https?://[^/?#@\\s]+(/[^?#\\s]*)?");
    private static final List<String> CODECS = List.of("br", "gzip");

    private Releases() {}

    static CdnRelease of(Call call, Options given) {
        String base = given.text("base").orElse("/");
        if (!base.endsWith("/")) {
            throw call.mistakeAt(
                    base,
                    "cdn-base",
                    "`base:` does not end with a slash",
                    "write `" + base + "/`: it stands in front of every path");
        }
        for (String codec : given.texts("precompress")) {
            if (!CODECS.contains(codec)) {
                throw call.mistakeAt(
                        codec,
                        "option-value",
                        "`precompress:` does not take `" + codec + "`",
                        Suggestion.hint(codec, CODECS, "", "`precompress:` takes"));
            }
        }
        return new CdnRelease(
                base,
                given.texts("fingerprint"),
                given.texts("adopt"),
                given.flag("integrity"),
                given.texts("precompress"),
                given.texted("cacheControl"),
                given.text("phoenix"),
                given.text("vite"),
                origin(call, given),
                new CdnRelease.Edge(site(call, given, "purge"), site(call, given, "verify")));
    }

    private static Optional<String> site(Call call, Options given, String option) {
        Optional<String> address = given.text(option);
        if (address.isPresent() && !SITE.matcher(address.get()).matches()) {
            throw call.mistakeAt(
                    address.get(),
                    "cdn-site",
                    "`" + option + ":` is no address of a web site",
                    "write where the release is served, as in `https://www.example.com/`, without"
                            + " query");
        }
        return address;
    }

    private static CdnRelease.Origin origin(Call call, Options given) {
        String to =
                given.text("to")
                        .orElseThrow(
                                () ->
                                        call.mistake(
                                                "missing-option",
                                                "`cdn` has no `to:`",
                                                "say where the release goes, as in `to:"
                                                        + " 'file:build/cdn'` or `to:"
                                                        + " 's3://bucket/prefix'`"));
        if (to.startsWith(FOLDER)) {
            return new CdnRelease.Origin.Folder(
                    ProjectPath.check(call, to.substring(FOLDER.length())));
        }
        if (to.startsWith(BUCKET)) {
            return new CdnRelease.Origin.Bucket(to);
        }
        throw call.mistakeAt(
                to,
                "cdn-origin",
                "`" + to + "` is no origin",
                "write `file:` and a folder of the project, or `s3://bucket/prefix`");
    }
}
