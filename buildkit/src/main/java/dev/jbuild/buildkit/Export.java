package dev.jbuild.buildkit;

import dev.jbuild.buildkit.session.FileTarget;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a result goes. Attributes are passed on to the exporter as they are, for instance {@code
 * compression}, {@code oci-mediatypes}, {@code annotation.KEY}, {@code rewrite-timestamp}. Names of
 * images are full names, see {@link dev.jbuild.buildkit.llb.ImageReferences}.
 */
public sealed interface Export {

    /** Further settings of the exporter. */
    Map<String, String> attributes();

    /**
     * Files into a directory of the client, which is made if it is missing. Files that are there
     * stay unless they are written anew. Nothing is ever written outside of it.
     *
     * @param most how many bytes they may have together
     */
    record Local(Path directory, long most, Map<String, String> attributes) implements Export {
        public Local {
            attributes = Map.copyOf(attributes);
        }

        public Local(Path directory, long most) {
            this(directory, most, Map.of());
        }
    }

    /**
     * Files one by one, as they come, to whoever takes them. Times and owners are left out, and
     * whatever is neither file, directory nor link.
     */
    record Files(FileTarget.Opener target, Map<String, String> attributes) implements Export {
        public Files {
            attributes = Map.copyOf(attributes);
        }

        public Files(FileTarget.Opener target) {
            this(target, Map.of());
        }
    }

    /** Files as one tar archive. */
    record Tar(StreamTarget target, Map<String, String> attributes) implements Export {
        public Tar {
            attributes = Map.copyOf(attributes);
        }

        public Tar(StreamTarget target) {
            this(target, Map.of());
        }
    }

    /**
     * An image as an archive for {@code docker load}; one platform. Not with the graph driver
     * store.
     */
    record DockerArchive(List<String> names, StreamTarget target, Map<String, String> attributes)
            implements Export {
        public DockerArchive {
            Names.require(names, 0);
            names = List.copyOf(names);
            attributes = Map.copyOf(attributes);
        }
    }

    /** An image as an archive in OCI layout. Not with the graph driver store. */
    record OciArchive(List<String> names, StreamTarget target, Map<String, String> attributes)
            implements Export {
        public OciArchive {
            Names.require(names, 0);
            names = List.copyOf(names);
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * An image into the daemon's content store, and with {@code push} to its registry. Not with the
     * graph driver store.
     */
    record Image(List<String> names, boolean push, Map<String, String> attributes)
            implements Export {
        public Image {
            Names.require(names, 1);
            names = List.copyOf(names);
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * An image among those that Docker lists and runs. With the graph driver store a push is
     * dropped without a word, so it is refused here; push through Docker's API instead. Not with
     * buildkitd.
     */
    record Moby(List<String> names, boolean push, Map<String, String> attributes)
            implements Export {
        public Moby {
            Names.require(names, 0);
            names = List.copyOf(names);
            attributes = Map.copyOf(attributes);
        }

        public Moby(List<String> names) {
            this(names, false, Map.of());
        }
    }

    /**
     * Opens the place that an archive is written to; called when its first bytes arrive. It is
     * closed at the end.
     */
    @FunctionalInterface
    interface StreamTarget {
        OutputStream open() throws IOException;
    }
}
