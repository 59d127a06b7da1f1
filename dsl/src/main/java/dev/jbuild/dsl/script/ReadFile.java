package dev.jbuild.dsl.script;

import dev.jbuild.dsl.script.Outside.FileText;

import org.jspecify.annotations.Nullable;

/** Reads files of the project for a build file. */
final class ReadFile {
    private ReadFile() {}

    /**
     * The text of a file.
     *
     * @param path relative to the folder of the build file
     */
    static @Nullable String of(Call call, String path, Options options) {
        if (path.startsWith("/")
                || path.indexOf('\\') >= 0
                || call.run().folder().inside(path).isEmpty()) {
            throw call.mistakeAt(
                    path,
                    "path-outside",
                    "`" + path + "` is not a path inside of the project",
                    "a path is relative to the folder of the build file, as in `VERSION`");
        }
        String folder = call.run().folder().path();
        String inProject = folder.isEmpty() ? path : folder + "/" + path;
        return switch (call.run().surroundings().outside().file(inProject)) {
            case FileText.Found(String text) -> text;
            case FileText.Missing() -> fallback(call, path, options);
            case FileText.Refused(String problem, String cure) ->
                    throw call.mistakeAt(
                            path, "unreadable-file", "the file `" + path + "` " + problem, cure);
        };
    }

    private static @Nullable String fallback(Call call, String path, Options options) {
        if (!options.values().containsKey("default")) {
            throw call.mistakeAt(
                    path,
                    "no-such-file",
                    "there is no file `" + path + "`",
                    "create it, or say what to take without it: `default: '...'`");
        }
        Object value = options.values().get("default");
        String text = Interpolation.textOf(value);
        if (value != null && text == null) {
            throw call.mistake("type", "the default of `" + path + "` is no text", "");
        }
        return text;
    }
}
