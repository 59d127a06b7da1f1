package dev.jbuild.dsl.script;

import dev.jbuild.model.OwnFiles;

import java.util.Optional;

/** Paths that a delivery writes to. */
final class ProjectPath {
    private ProjectPath() {}

    /** The {@code as:} of a result, which must name something inside of the project. */
    static String check(Call call, String path) {
        return check(call, path, "`as:`");
    }

    /**
     * The path as written, which must name something inside of the project.
     *
     * @param what the path is, as the cure calls it
     */
    static String check(Call call, String path, String what) {
        Optional<String> inside =
                path.startsWith("/") || path.indexOf('\\') >= 0
                        ? Optional.empty()
                        : call.run().folder().inside(path);
        if (inside.isEmpty()) {
            throw call.mistakeAt(
                    path,
                    "path-outside",
                    "`" + path + "` is not a path inside of the project",
                    what + " is relative to the folder of the build file, as in `build/app.jar`");
        }
        if (OwnFiles.has(inside.get())) {
            throw call.mistakeAt(
                    path,
                    "path-of-build",
                    "`" + path + "` is a file of jbuild or git, which no build may write",
                    "deliver to another place, as to `build/`, and move it yourself");
        }
        return path;
    }

    /**
     * The same for a path that names a file.
     *
     * @param example of the name of such a file
     */
    static String file(Call call, String path, String what, String example) {
        if (path.endsWith("/")) {
            throw call.mistakeAt(
                    path,
                    "path-folder",
                    "`" + path + "` is a folder",
                    "say which file, as in `" + path + example + "`");
        }
        return check(call, path, what);
    }
}
