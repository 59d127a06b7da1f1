package dev.jbuild.engine.context;

import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileQuery;
import dev.jbuild.cache.file.FileWalk;
import dev.jbuild.cache.file.IgnoreFiles;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.model.Folder;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the files that copy steps select. */
public final class ContextScan {
    /**
     * What builds write: one that copied its own lock, or a file that another one is just about to
     * put in its place, would never come to rest. And who runs steps changes no result.
     */
    private static final IgnoreRules OURS =
            IgnoreRules.parse(List.of("jbuild.lock", ".builder", "**/.jbuild-*.new"));

    private final SourceFolders folders;
    private final FileDigests digests;

    public ContextScan(SourceFolders folders, FileDigests digests) {
        this.folders = folders;
        this.digests = digests;
    }

    /**
     * Selects the files of {@code copy} as they are now.
     *
     * @throws UserMistake when a pattern is malformed or names nothing
     * @throws EnvironmentFailure when a file cannot be read
     */
    public SelectedFiles scan(Step.Copy copy, Step.CopySource.Context context)
            throws BuildException {
        try {
            Path folder =
                    folders.resolve(context.folder(), context.folder().path())
                            .orElseThrow(() -> leadsOut(copy, context.folder()));
            IgnoreFiles.Found ignored = ignored(copy, folder);
            Selection selection = FileWalk.select(query(copy, context, folder, ignored));
            requireMatches(copy, context, selection);
            Tree tree = digests.tree(selection);
            return new SelectedFiles(
                    name(copy, context),
                    folder,
                    ignored,
                    selection,
                    tree,
                    tree.digest(),
                    new SentFiles(selection, tree, digests::trusts));
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "context-unreadable",
                    "cannot read the files for `copy` at " + copy.span() + ": " + e,
                    "check that the files can be read by the user who builds",
                    e);
        }
    }

    /** Names what a copy selects: equal names select the same. */
    public static String name(Step.Copy copy, Step.CopySource.Context context) {
        String hex =
                new KeyEncoder()
                        .text(context.folder().file(""))
                        .texts(context.patterns())
                        .texts(copy.options().exclude())
                        .finish()
                        .hex();
        return "context-" + hex.substring(0, 16);
    }

    /**
     * Makes sure that a selection has what {@code copy} demands.
     *
     * @throws UserMistake when a pattern names nothing
     */
    public static void requireMatches(
            Step.Copy copy, Step.CopySource.Context context, Selection selection)
            throws UserMistake {
        if (!copy.options().ifExists() && !selection.unmatched().isEmpty()) {
            throw noSuchFile(copy, selection.unmatched().getFirst(), context.folder().file(""));
        }
    }

    private static IgnoreFiles.Found ignored(Step.Copy copy, Path folder)
            throws IOException, UserMistake {
        try {
            return IgnoreFiles.read(folder);
        } catch (IllegalArgumentException e) {
            throw badPattern(copy, e);
        }
    }

    private static FileQuery query(
            Step.Copy copy, Step.CopySource.Context context, Path folder, IgnoreFiles.Found ignored)
            throws UserMistake {
        try {
            List<Glob> patterns = new ArrayList<>();
            for (String pattern : context.patterns()) {
                patterns.add(Glob.parse(pattern));
            }
            return new FileQuery(
                    folder,
                    patterns,
                    OURS.then(ignored.rules()),
                    IgnoreRules.parse(copy.options().exclude()));
        } catch (IllegalArgumentException e) {
            throw badPattern(copy, e);
        }
    }

    private static UserMistake badPattern(Step.Copy copy, IllegalArgumentException problem) {
        return new UserMistake(
                Diagnostic.at(
                        copy.span(),
                        "bad-pattern",
                        String.valueOf(problem.getMessage()),
                        "patterns are relative to the build file and use *, ?, ** and [..]"));
    }

    private static UserMistake leadsOut(Step.Copy copy, Folder folder) {
        return new UserMistake(
                Diagnostic.at(
                        copy.span(),
                        "path-outside",
                        "`" + folder.file("") + "` is a link that leads out of its repository",
                        "a build file of another repository has the files of that repository"));
    }

    private static UserMistake noSuchFile(Step.Copy copy, Glob pattern, String folder) {
        return new UserMistake(
                Diagnostic.at(
                        copy.span(),
                        "no-such-file",
                        "`"
                                + pattern
                                + "` matches no file"
                                + (folder.isEmpty() ? "" : " in `" + folder + "`"),
                        "check the spelling and the ignore file;"
                                + " a `copy` may have it missing with ifExists: true"));
    }
}
