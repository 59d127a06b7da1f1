package dev.jbuild.engine.lock;

import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a lock file.
 *
 * @param images by full name
 * @param commits by what names them
 * @param downloads what is behind addresses of files
 */
public record LockFile(
        SortedMap<ImageName, LockedImage> images,
        SortedMap<GitRef, String> commits,
        SortedMap<String, Digest> downloads) {
    /** In the folder of the project. */
    public static final String NAME = "jbuild.lock";

    /** A lock that says nothing. */
    public static final LockFile EMPTY =
            new LockFile(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public LockFile {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        commits = Collections.unmodifiableSortedMap(new TreeMap<>(commits));
        downloads = Collections.unmodifiableSortedMap(new TreeMap<>(downloads));
    }

    /**
     * Reads the lock file of a project; a project without one has an empty lock.
     *
     * @throws UserMistake when the file is damaged or of a format that this version does not know
     * @throws EnvironmentFailure when it cannot be read
     */
    public static LockFile read(Path project) throws BuildException {
        try {
            return LockFormat.read(Files.readAllBytes(project.resolve(NAME)));
        } catch (NoSuchFileException e) {
            return EMPTY;
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "lock-unreadable",
                    "cannot read `" + project.resolve(NAME) + "`: " + e,
                    "check the permissions of the file",
                    e);
        }
    }

    /** The name of the turn in which the lock file of a project is changed. */
    public static String turn(Path project) {
        return "lock-" + Digest.of(project.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Where the lock file of a project is. */
    public static Path of(Path project) {
        return project.resolve(NAME);
    }

    /** What the lock says of a name. A name that carries its digest needs no lock. */
    public Optional<LockedImage> image(ImageName name) {
        return Optional.ofNullable(images.get(name)).or(() -> name.digest().map(LockedImage::new));
    }

    /** What a name is pinned to. */
    public Optional<Digest> digest(ImageName name) {
        return image(name).map(LockedImage::index);
    }

    /** What a name in a repository is pinned to. The full name of a commit needs no lock. */
    public Optional<String> commit(GitRef at) {
        return Optional.ofNullable(at.isFixed() ? at.ref() : commits.get(at));
    }

    /** What a file has to have, as its address is written. */
    public Optional<Digest> download(String url) {
        return Optional.ofNullable(downloads.get(url));
    }

    /** This lock with a file put in, replacing what it says of that address. */
    public LockFile with(String url, Digest content) {
        SortedMap<String, Digest> all = new TreeMap<>(downloads);
        all.put(url, content);
        return new LockFile(images, commits, all);
    }

    /** This lock with a commit put in, replacing what it says of that name. */
    public LockFile with(GitRef at, String commit) {
        SortedMap<GitRef, String> all = new TreeMap<>(commits);
        all.put(at, commit);
        return new LockFile(images, all, downloads);
    }

    /** This lock with an image put in, replacing what it says of that name. */
    public LockFile with(ImageName name, LockedImage image) {
        SortedMap<ImageName, LockedImage> all = new TreeMap<>(images);
        all.put(name, image);
        return new LockFile(all, commits, downloads);
    }

    /** This lock without an image. */
    public LockFile without(ImageName name) {
        SortedMap<ImageName, LockedImage> rest = new TreeMap<>(images);
        rest.remove(name);
        return new LockFile(rest, commits, downloads);
    }

    /**
     * Writes the lock file of a project; a reader sees the old content or the new one, never a
     * part. Whoever writes has had the {@link #turn} of the project since reading, or entries get
     * lost.
     */
    public void write(Path project) throws EnvironmentFailure {
        Path place = project.resolve(NAME);
        try (NewFile file = NewFile.ordinary(place)) {
            file.out().write(LockFormat.write(this).getBytes(StandardCharsets.UTF_8));
            file.keepAs(place);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "lock-unwritable",
                    "cannot write `" + place + "`: " + e,
                    "make the project's folder writable, or build with --locked",
                    e);
        }
    }
}
