package dev.jbuild.examples.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git repository on this machine that others refer to. */
public final class GitRepository {
    private final Path folder;

    /**
     * @param folder an empty folder, made when it is missing
     */
    public GitRepository(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        git("init", "-q", "-b", "main");
    }

    /** How references name it. */
    public String address() {
        return "file://" + folder + "/.git";
    }

    public Path folder() {
        return folder;
    }

    /** Writes a file, which a commit takes up. */
    @CanIgnoreReturnValue
    public GitRepository write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Commits all files, and returns the name of the commit. */
    @CanIgnoreReturnValue
    public String commit() throws IOException, InterruptedException {
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "changed");
        return git("rev-parse", "HEAD").strip();
    }

    @CanIgnoreReturnValue
    private String git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }
}
