package dev.jbuild.engine.testing;

import dev.jbuild.model.Project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A project of three targets that changes at random: its files, and what its build file says. What
 * it delivers shows everything that can matter.
 */
public final class RandomProject {
    private static final List<String> FOLDERS = List.of("src", "src/deep", "web");
    private static final List<String> NAMES = List.of("a", "b", "B", "c d", "e.log", "\u00e9\n");
    private static final List<String> MODES = List.of("rw-r--r--", "rwxr-xr-x", "rw-------");

    private final Random random;
    private final Path root;
    private String argument = "1";
    private String variable = "x";
    private String base = "deps";
    private boolean swapped;

    /**
     * @param root folder of the project, which a {@link BuildChecker} makes
     */
    public RandomProject(Random random, Path root) {
        this.random = random;
        this.root = root;
    }

    /** Writes the first files. */
    public void start() throws IOException {
        for (String folder : FOLDERS) {
            Files.createDirectories(root.resolve(folder));
            write(folder + "/a");
        }
        Files.writeString(root.resolve(".jbuildignore"), "**/*.log\n");
    }

    /** Changes one thing, and says which. */
    public String change() throws IOException {
        Path file = root.resolve(pick(FOLDERS)).resolve(pick(NAMES));
        return switch (random.nextInt(12)) {
            case 0, 1 -> write(root.relativize(file).toString());
            case 2 -> rewriteWithTheSameTime();
            case 3 -> delete();
            case 4 -> mode();
            case 5 -> link();
            case 6 -> rename(file);
            case 7 -> touch();
            default -> words();
        };
    }

    private String words() {
        switch (random.nextInt(4)) {
            case 0 -> argument = Integer.toString(random.nextInt(3));
            case 1 -> variable = pick(List.of("x", "y", "$A"));
            case 2 -> base = base.equals("deps") ? "other" : "deps";
            default -> swapped = !swapped;
        }
        return "the build file: " + List.of(argument, variable, base, swapped);
    }

    private String write(String path) throws IOException {
        Path file = root.resolve(path);
        Files.deleteIfExists(file);
        // Few contents, so that many changes go back to what was there before.
        Files.writeString(file, "content " + random.nextInt(3) + "\n");
        return "write " + path;
    }

    private String rewriteWithTheSameTime() throws IOException {
        Path file = anyFile();
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "content " + random.nextInt(3) + "\n");
        Files.setLastModifiedTime(file, time);
        return "rewrite " + file;
    }

    private String delete() throws IOException {
        Path file = anyFile();
        if (!file.endsWith("a")) {
            Files.delete(file);
        }
        return "delete " + file;
    }

    private String mode() throws IOException {
        Path file = anyFile();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(pick(MODES)));
        return "mode of " + file;
    }

    private String link() throws IOException {
        // A name of its own: over a file of another folder, the builder refuses to copy a link.
        Path link = root.resolve("src/link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(pick(List.of("a", "../src/a", "nowhere"))));
        return "link " + link;
    }

    private String rename(Path to) throws IOException {
        Path from = anyFile();
        if (!from.endsWith("a") && !to.endsWith("a")) {
            Files.deleteIfExists(to);
            if (Files.exists(from)) {
                Files.move(from, to);
            }
        }
        return "rename " + from + " to " + to;
    }

    private String touch() throws IOException {
        Path file = anyFile();
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.now().plusSeconds(random.nextInt(200) - 100)));
        return "touch " + file;
    }

    private Path anyFile() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> children = Files.list(root.resolve(folder))) {
                children.filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path))
                        .forEach(files::add);
            }
        }
        files.sort(Comparator.naturalOrder());
        return pick(files);
    }

    private <T> T pick(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    /**
     * What the build file says now.
     *
     * @param suffix of every script, without effect
     */
    public Project project(String suffix) {
        String show = "find /w -mindepth 1 -printf '%p %y %m %l\\n' | sort > /listing" + suffix;
        return new TestProject()
                .target(
                        "deps",
                        t -> t.from(TestProject.BASE).run("mkdir /w; echo 1 > /w/1" + suffix))
                .target(
                        "other",
                        t -> t.from(TestProject.BASE).run("mkdir /w; echo 2 > /w/2" + suffix))
                .target(
                        "compile",
                        t -> {
                            t.fromTarget(base).env("A", "a").env("V", variable);
                            if (swapped) {
                                t.copy("web", "/w/x/").copy("src", "/w/x/");
                            } else {
                                t.copy("src", "/w/x/").copy("web", "/w/x/");
                            }
                            t.run("echo \"$V " + argument + "\" > /w/arg" + suffix)
                                    .run(show)
                                    .artifact("/listing", "build/listing")
                                    .artifact("/w", "build/w");
                        })
                .target(
                        "release",
                        t ->
                                t.fromScratch()
                                        .copyArtifact("compile", "w", "/out/w")
                                        .copy("src/a", "/out/a")
                                        .artifact("/out", "build/release"))
                .goals("compile", "release");
    }

    /** Copies the sources to another place. */
    public void copyTo(Path other) throws IOException {
        Process copy =
                new ProcessBuilder(
                                "sh", "-c", "cp -a src web .jbuildignore \"$0\"", other.toString())
                        .directory(root.toFile())
                        .inheritIO()
                        .start();
        try {
            if (copy.waitFor() != 0) {
                throw new IOException("cannot copy " + root);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
