package dev.jbuild.dsl;

import dev.jbuild.dsl.script.Outside;
import dev.jbuild.model.Reading;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The environment and the files of a project, each look recorded.
 *
 * <p>A file has to lie in the project when every link is resolved: a build file may come with a
 * link that leads out.
 */
final class RecordedOutside implements Outside {
    /** A text that says how to build is short. */
    private static final int LARGEST = 1024 * 1024;

    private final Path root;
    private final Map<String, String> environment;
    private final Readings readings;

    RecordedOutside(Path root, Map<String, String> environment, Readings readings) {
        this.root = root;
        this.environment = environment;
        this.readings = readings;
    }

    @Override
    public Optional<String> variable(String name) {
        Optional<String> value = Optional.ofNullable(environment.get(name));
        readings.add(new Reading.Variable(name, value));
        return value;
    }

    @Override
    public FileText file(String path) {
        Path file = root.resolve(path).normalize();
        try {
            if (!Files.exists(file)) {
                readings.add(new Reading.File(file, Optional.empty()));
                return new FileText.Missing();
            }
            Path real = file.toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                return new FileText.Refused(
                        "is a link to a place outside of the project",
                        "a build file reads files of its project only");
            }
            if (!Files.isRegularFile(real)) {
                return new FileText.Refused("is no regular file", "name a file, not a folder");
            }
            if (Files.size(real) > LARGEST) {
                return new FileText.Refused(
                        "is larger than 1 MB", "files of this size belong into a `copy`");
            }
            return text(file, real);
        } catch (CharacterCodingException e) {
            return new FileText.Refused("is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            return new FileText.Refused(
                    "cannot be read: " + e.getMessage(), "check that you may read it");
        }
    }

    private FileText text(Path file, Path real) throws IOException {
        // Where a link leads has been looked at just now, and would have to be each time.
        if (!file.equals(root.resolve(root.toRealPath().relativize(real)).normalize())) {
            readings.add(new Reading.Untold("the file `" + file + "` by way of a link"));
        }
        Optional<byte[]> content = readings.file(file);
        return content.isEmpty()
                ? new FileText.Missing()
                : new FileText.Found(Utf8.decode(content.get()));
    }
}
