package dev.jbuild.cdn.folder;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.publish.TestOrigin;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

record TestFolder(Path root) implements TestOrigin {
    @Override
    public Origin origin() {
        return new FolderOrigin(root);
    }

    @Override
    public Optional<byte[]> visit(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(new FolderOrigin(root).current().resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void overwrite(String path, byte[] bytes) throws IOException {
        Files.write(root.resolve(path), bytes);
    }

    @Override
    public void remove(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    @Override
    public String kept(Digest content) {
        return ".jbuild/pool/" + content.hex().substring(0, 2) + "/" + content.hex();
    }
}
