package dev.jbuild.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** One thing that a target does. Steps take effect in the order in which they are written. */
public sealed interface Step {

    /** Where the step is written. Never part of a result's identity. */
    SourceSpan span();

    /**
     * Starts from a file system and its configuration. The first step of a target that has a file
     * system.
     */
    record From(Base base, SourceSpan span) implements Step {}

    /**
     * Sets the folder of the steps that follow, creating it; a relative path is resolved against
     * the one before.
     */
    record Workdir(String path, SourceSpan span) implements Step {}

    /**
     * Sets the user of the steps that follow and of the image: a name or id, optionally with {@code
     * :group}.
     */
    record User(String user, SourceSpan span) implements Step {}

    /** Sets environment variables; {@code $NAME} in a value stands for what was set before. */
    record Env(SequencedMap<String, String> variables, SourceSpan span) implements Step {
        public Env {
            variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
        }
    }

    /**
     * Copies files into the file system, as the {@code COPY} of a Dockerfile does: of a folder, its
     * content.
     */
    record Copy(CopySource source, String into, CopyOptions options, SourceSpan span)
            implements Step {}

    /** Runs a command. */
    record Run(Command command, RunOptions options, SourceSpan span) implements Step {
        public Run(Command command, SourceSpan span) {
            this(command, RunOptions.DEFAULT, span);
        }

        /** What it finds at places of its own without having it. */
        public List<Copy> mounts() {
            return options.setting().mounts();
        }
    }

    /**
     * Gives every run that follows in the target a folder that outlives builds and is no part of
     * the result.
     *
     * @param owner {@code uid[:gid]} of the folder when it is new; absent means root
     * @param mode octal permission bits of the folder when it is new; absent means 755
     */
    record Cache(
            String path,
            String id,
            Sharing sharing,
            Optional<String> owner,
            Optional<String> mode,
            SourceSpan span)
            implements Step {
        public Cache(String path, String id, Sharing sharing, SourceSpan span) {
            this(path, id, sharing, Optional.empty(), Optional.empty(), span);
        }
    }

    /**
     * Puts a container beside every run that follows in the target. Each run finds it new, by its
     * name.
     *
     * @param base an image or a target, of which it is a container
     * @param platform of the container
     */
    record Service(
            String name, Base base, Platform platform, ServiceOptions options, SourceSpan span)
            implements Step {}

    /**
     * Names a file or folder of the target as a result.
     *
     * @param path as written: absolute, or relative to the working folder
     * @param saveAs where a delivery puts it, relative to the folder of the build file; absent when
     *     only other targets use it
     * @param always whether it is also delivered when a step fails, as far as it is there then
     */
    record Artifact(String path, Optional<String> saveAs, boolean always, SourceSpan span)
            implements Step {
        public Artifact(String path, Optional<String> saveAs, SourceSpan span) {
            this(path, saveAs, false, span);
        }
    }

    /** Delivers the file system and configuration as an image under each name. */
    record Image(List<ImageName> names, ImageOptions options, SourceSpan span) implements Step {
        public Image {
            names = List.copyOf(names);
        }

        public Image(List<ImageName> names, boolean push, SourceSpan span) {
            this(names, ImageOptions.DEFAULT.pushed(push), span);
        }
    }

    /**
     * Publishes files as a release for a CDN origin.
     *
     * @param path as written: absolute, or relative to the working folder; an artifact of the
     *     target
     */
    record Cdn(String path, CdnRelease release, SourceSpan span) implements Step {}

    /**
     * Writes a file of the project once everything else is delivered.
     *
     * @param path relative to the folder of the build file
     */
    record DeployFile(String path, LateText content, SourceSpan span) implements Step {}

    /** Builds and delivers other targets along with this one. */
    record Build(List<RecipeId> recipes, SourceSpan span) implements Step {
        public Build {
            recipes = List.copyOf(recipes);
        }
    }

    /** Waits until other targets have succeeded, without using what they yield. */
    record Needs(List<RecipeId> recipes, SourceSpan span) implements Step {
        public Needs {
            recipes = List.copyOf(recipes);
        }
    }

    /** Declares ports, each as {@code 8080/tcp}. */
    record Expose(List<String> ports, SourceSpan span) implements Step {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    /** Sets the program of the image, in argv form. */
    record Entrypoint(List<String> argv, SourceSpan span) implements Step {
        public Entrypoint {
            argv = List.copyOf(argv);
        }
    }

    /** Sets the default arguments of the image's program, in argv form. */
    record Cmd(List<String> argv, SourceSpan span) implements Step {
        public Cmd {
            argv = List.copyOf(argv);
        }
    }

    /** Sets labels of the image. */
    record Label(SortedMap<String, String> labels, SourceSpan span) implements Step {
        public Label {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }

    /**
     * Sets annotations, which stand in the manifest of the image and not in its configuration, and
     * so are not handed on to targets that start from this one.
     */
    record Annotation(SortedMap<String, String> annotations, SourceSpan span) implements Step {
        public Annotation {
            annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        }
    }

    /** Declares folders whose content belongs to a container and not to the image. */
    record Volume(List<String> paths, SourceSpan span) implements Step {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    /** Sets the signal that stops a container: a name or a number. */
    record StopSignal(String signal, SourceSpan span) implements Step {}

    /** Sets the program that scripts of the runs that follow are given to, in argv form. */
    record Shell(List<String> argv, SourceSpan span) implements Step {
        public Shell {
            argv = List.copyOf(argv);
        }
    }

    /**
     * Says how to find out whether a container is well.
     *
     * @param check what to run; absent turns off what the base has
     * @param retries how many failures in a row count; 0 is left to the engine
     */
    record Healthcheck(
            Optional<Command> check,
            Optional<Duration> interval,
            Optional<Duration> timeout,
            Optional<Duration> startPeriod,
            int retries,
            SourceSpan span)
            implements Step {}

    /** What a target starts from. */
    sealed interface Base {
        /** Nothing: no files, no configuration. */
        record Scratch() implements Base {}

        /** An image of a registry or of the engine. */
        record Image(ImageName name) implements Base {}

        /**
         * What a Dockerfile makes.
         *
         * @param context the files that the Dockerfile may copy, as a copy into nothing
         * @param file path of the Dockerfile, relative to the root of the project or repository
         *     that the context is in
         * @param stage the stage to make; absent means the last
         * @param arguments values for its {@code ARG}s
         * @param readOn the platform of the image that reads it, where it names one to do so
         */
        record Dockerfile(
                Copy context,
                String file,
                Optional<String> stage,
                SortedMap<String, String> arguments,
                Platform readOn)
                implements Base {
            public Dockerfile {
                arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
            }

            /** The folder of the context. */
            public Folder folder() {
                return context.source() instanceof CopySource.Context files
                        ? files.folder()
                        : Folder.of("");
            }
        }

        /** The result of another target. */
        record Target(RecipeId recipe) implements Base {}
    }

    /** Where a copy takes its files. */
    sealed interface CopySource {
        /**
         * Files beside a build file.
         *
         * @param folder that of the build file
         * @param patterns paths or globs ({@code *}, {@code ?}, {@code **}, {@code [..]}) relative
         *     to that folder
         */
        record Context(Folder folder, List<String> patterns) implements CopySource {
            public Context {
                patterns = List.copyOf(patterns);
            }

            /** Files of the project. */
            public Context(String folder, List<String> patterns) {
                this(Folder.of(folder), patterns);
            }
        }

        /**
         * A declared artifact of another target, or something below it.
         *
         * @param path the artifact's name as the reference gives it, without a leading slash
         */
        record Artifact(RecipeId recipe, String path) implements CopySource {}

        /**
         * Files of an image.
         *
         * @param paths paths or globs in its file system
         */
        record Image(ImageName name, List<String> paths) implements CopySource {
            public Image {
                paths = List.copyOf(paths);
            }
        }

        /**
         * A download.
         *
         * @param sha256 what the file must have; absent where the lock says it
         * @param unpack whether an archive is unpacked
         */
        record Download(String url, Optional<Digest> sha256, boolean unpack) implements CopySource {
            /** The last part of the path in the URL. */
            public String name() {
                String path = url.split("[?#]", 2)[0];
                return path.substring(path.lastIndexOf('/') + 1);
            }
        }

        /**
         * The files of a repository, without its history.
         *
         * @param at the lock says which commit that is
         */
        record Repository(GitRef at) implements CopySource {}
    }

    /**
     * How a copy treats what it copies.
     *
     * @param owner {@code user[:group]} by name or id; absent means root
     * @param mode octal permission bits, or changes as in {@code g=u}; absent keeps those of the
     *     source
     * @param exclude globs, relative to the source, of what is left out
     * @param ifExists whether a source that matches nothing is skipped instead of an error
     * @param keepTimes whether files keep their times, instead of having the one that all have
     * @param followLinks whether a source that is a link stands for what it leads to
     * @param unpack whether of archives their content is copied
     * @param link whether it is a layer of its own, which is put on top of whatever is below
     */
    record CopyOptions(
            Optional<String> owner,
            Optional<String> mode,
            List<String> exclude,
            boolean ifExists,
            boolean keepTimes,
            boolean followLinks,
            boolean unpack,
            boolean link) {
        public static final CopyOptions DEFAULT =
                new CopyOptions(Optional.empty(), Optional.empty(), List.of(), false);

        public CopyOptions(
                Optional<String> owner,
                Optional<String> mode,
                List<String> exclude,
                boolean ifExists) {
            this(owner, mode, exclude, ifExists, false, false, false, false);
        }

        public CopyOptions {
            exclude = List.copyOf(exclude);
        }
    }

    /** What a run executes. */
    sealed interface Command {
        /** Text for {@code /bin/sh -e}, so that the first failing line ends it. */
        record Script(String text) implements Command {}

        /** A program and its arguments, without a shell. */
        record Argv(List<String> argv) implements Command {
            public Argv {
                argv = List.copyOf(argv);
            }
        }
    }

    /** What happens when two steps want the same cache folder at once. */
    enum Sharing {
        /** Both use it. */
        SHARED,
        /** The second one waits. */
        LOCKED,
        /** The second one gets a folder of its own. */
        PRIVATE
    }
}
