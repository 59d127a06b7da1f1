package dev.jbuild.dsl.script;

import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.ImageOptions.Packing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of {@code image}. */
final class ImageSettings {
    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?(?:([kKMG])(i?))?B");
    private static final List<String> PACKINGS = List.of("gzip", "zstd");

    private ImageSettings() {}

    static ImageOptions of(Call call, Options given) {
        Optional<String> saveAs = given.text("as").map(path -> ProjectPath.check(call, path));
        Packing packing =
                given.oneOf("compression", PACKINGS)
                        .map(name -> Packing.valueOf(name.toUpperCase(Locale.ROOT)))
                        .orElse(Packing.GZIP);
        return new ImageOptions(
                given.flag("push"),
                given.text("maxSize").map(text -> new ImageOptions.Size(size(call, text))),
                saveAs,
                packing,
                given.flag("provenance"),
                given.text("sbom")
                        .map(
                                name ->
                                        new ImageOptions.Scanner(
                                                Bases.image(call, name),
                                                Platforms.named(call, Platforms.NATIVE))));
    }

    private static long size(Call call, String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw call.mistakeAt(
                    text,
                    "size",
                    "`" + text + "` is no size",
                    "write a number and a unit, as in `15 MB`, `900 kB`, `1.5 GB` or `64 MiB`");
        }
        long step = "i".equals(size.group(3)) ? 1024 : 1000;
        int power =
                size.group(2) == null
                        ? 0
                        : "KMG".indexOf(size.group(2).toUpperCase(Locale.ROOT)) + 1;
        return new BigDecimal(size.group(1))
                .multiply(BigDecimal.valueOf(step).pow(power))
                .longValue();
    }
}
