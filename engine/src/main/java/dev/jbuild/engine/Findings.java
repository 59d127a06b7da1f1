package dev.jbuild.engine;

import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.cache.file.IgnoreFiles;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.cdn.folder.ServedFolder;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.output.PlacedFiles;
import dev.jbuild.front.ledger.Fact;
import dev.jbuild.front.ledger.Images;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Gathers evidence. Whatever cannot be looked at again cheaply and surely, or has changed in the
 * meantime, spoils it: then there is none.
 */
final class Findings {
    private final FileDigests digests;
    private final SequencedMap<String, Fact> facts = new LinkedHashMap<>();
    private Optional<Images> images = Optional.empty();
    private boolean spoilt;

    /**
     * @param digests knows which files have settled
     */
    Findings(FileDigests digests) {
        this.digests = digests;
    }

    Optional<Evidence> evidence() {
        return spoilt
                ? Optional.empty()
                : Optional.of(new Evidence(new ArrayList<>(facts.values()), images));
    }

    /** There is something that no fact can tell. */
    void spoil() {
        spoilt = true;
    }

    void images(Images required) {
        images = Optional.of(required);
    }

    void variable(String name, Optional<String> value) {
        add("variable " + name, new Fact.Variable(name, value));
    }

    /** A file as it is, or that there is none. */
    void file(Path file) throws IOException {
        Optional<Digest> content;
        try {
            content = Optional.of(Digest.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            content = Optional.empty();
        }
        file(file, content);
    }

    /** A file that was read through links, or that there was none. */
    void file(Path file, Optional<Digest> content) throws IOException {
        Optional<FileStat> stat = FileStat.ofTarget(file);
        if (content.isEmpty()) {
            spoilt |= stat.isPresent();
            add("file " + file, new Fact.Absence(file.toString()));
        } else if (stat.isEmpty() || stat.get().kind() != Kind.FILE) {
            spoil();
        } else {
            boolean settled = digests.trusts(file, stat.get(), content.get());
            add(
                    "file " + file,
                    new Fact.Content(file.toString(), true, stat.get(), content.get(), settled));
        }
    }

    /** All that a selection has seen, so that selecting again would find the same. */
    void selection(SelectedFiles files) throws IOException {
        IgnoreFiles.Found ignored = files.ignored();
        for (Path missing : ignored.missing()) {
            file(missing, Optional.empty());
        }
        if (ignored.file().isPresent()) {
            file(ignored.file().get().path(), Optional.of(ignored.file().get().content()));
        }
        for (Selection.Listing listing : files.selection().listings()) {
            if (listing.names().isPresent()) {
                names(at(files.folder(), listing.folder()), listing.names().get());
            }
            for (Selection.Glimpse glimpse : listing.passedOver()) {
                String path = at(files.folder(), glimpse.path());
                add(
                        "kind " + path,
                        glimpse.kind().isPresent()
                                ? new Fact.Presence(path, glimpse.kind().get())
                                : new Fact.Absence(path));
            }
        }
        Map<String, FileStat> stats = new HashMap<>();
        for (Selection.Found found : files.selection().found()) {
            stats.put(found.path(), found.stat());
        }
        for (FileEntry entry : files.tree().entries()) {
            FileStat stat = stats.get(entry.path());
            if (stat == null) {
                spoil();
            } else {
                entry(files.folder(), files.selection().root(), entry, stat);
            }
        }
    }

    /** Files that were delivered; what has been changed since then spoils the evidence. */
    void placed(PlacedFiles placed) throws IOException {
        for (FileEntry entry : placed.artifact().entries()) {
            Path path = placed.target().resolve(entry.path());
            Optional<FileStat> stat = FileStat.of(path);
            if (stat.isEmpty() || !isAsDelivered(entry, stat.get())) {
                spoil();
                return;
            }
            entry(placed.target(), placed.target(), entry, stat.get());
        }
        // What lies beside is nobody's business, but another delivery to the same place may have
        // left it, and would have to be taken away.
        for (Path folder : placed.folders()) {
            String[] names = folder.toFile().list();
            if (names == null) {
                spoil();
                return;
            }
            names(folder.toString(), List.of(names));
        }
    }

    /** A release that was published into a folder and has to stay live. */
    void served(ServedFolder served) throws IOException {
        look(served.pointer());
        String current = served.current().toString();
        add("entry " + current, new Fact.Link(current, served.target()));
        for (Map.Entry<Path, Stored> file : served.files().entrySet()) {
            Optional<FileStat> stat = FileStat.of(file.getKey());
            spoilt |= stat.isEmpty() || stat.get().size() != file.getValue().size();
            look(file.getKey());
        }
    }

    private void look(Path file) throws IOException {
        Optional<Fact.Look> look = Fact.Look.at(file);
        if (look.isPresent()) {
            add("look " + file, look.get());
        } else {
            spoil();
        }
    }

    private static boolean isAsDelivered(FileEntry entry, FileStat stat) {
        return switch (entry) {
            case FileEntry.File file ->
                    stat.kind() == Kind.FILE
                            && stat.mode() == file.mode()
                            && stat.size() == file.size();
            case FileEntry.Symlink _ -> stat.kind() == Kind.SYMLINK;
            case FileEntry.Folder folder ->
                    stat.kind() == Kind.FOLDER && stat.mode() == folder.mode();
        };
    }

    /**
     * @param indexed the folder by which {@link #digests} knows the files
     */
    private void entry(Path folder, Path indexed, FileEntry entry, FileStat stat) {
        String path = at(folder, entry.path());
        switch (entry) {
            case FileEntry.File file -> {
                boolean settled =
                        digests.trusts(indexed.resolve(entry.path()), stat, file.content());
                add("entry " + path, new Fact.Content(path, false, stat, file.content(), settled));
            }
            case FileEntry.Symlink link -> add("entry " + path, new Fact.Link(path, link.target()));
            case FileEntry.Folder _ -> add("entry " + path, new Fact.Folder(path, stat.mode()));
        }
    }

    private void names(String folder, List<String> names) {
        spoilt |= !Fact.Names.canBeTold(names);
        add("names " + folder, new Fact.Names(folder, names));
    }

    /** Two looks at one thing that differ: it has changed in between. */
    private void add(String what, Fact fact) {
        Fact before = facts.putIfAbsent(what, fact);
        spoilt |= before != null && !before.equals(fact);
    }

    private static String at(Path folder, String path) {
        return path.isEmpty() ? folder.toString() : folder + "/" + path;
    }
}
