package dev.jbuild.cdn.folder;

import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.Stored;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What has to be in its place so that a folder serves a release.
 *
 * @param pointer file that names the release
 * @param current link that web servers follow
 * @param target the text of that link
 * @param folder where it leads
 */
public record ServedFolder(
        Path pointer, Path current, String target, Path folder, Release release) {

    /** All files, siblings too, with what they hold. */
    public SequencedMap<Path, Stored> files() {
        SequencedMap<Path, Stored> files = new LinkedHashMap<>();
        for (ReleaseFile file : release.files()) {
            files.put(folder.resolve(file.path()), file.content());
            for (Map.Entry<Codec, Stored> sibling : file.siblings().entrySet()) {
                files.put(
                        folder.resolve(file.path() + sibling.getKey().suffix()),
                        sibling.getValue());
            }
        }
        return files;
    }

    boolean isIntact() throws IOException {
        try {
            if (!Files.readSymbolicLink(current).toString().equals(target)) {
                return false;
            }
            for (Map.Entry<Path, Stored> file : files().entrySet()) {
                if (Files.size(file.getKey()) != file.getValue().size()) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException | NotLinkException e) {
            return false;
        }
    }
}
