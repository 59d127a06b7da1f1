package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.CopyBuilder;
import dev.jbuild.buildkit.llb.CopyOptions;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.GitSource;
import dev.jbuild.buildkit.llb.HttpSource;
import dev.jbuild.buildkit.llb.ImageSource;
import dev.jbuild.buildkit.llb.MergeOp;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Owner;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Step;

import java.util.ArrayList;
import java.util.List;

/**
 * Copies, with the rules of a Dockerfile's {@code COPY}: of a folder its content, to root unless
 * said otherwise.
 */
final class CopyLowering {
    /** The time that copied files bear, in nanoseconds: see {@link ImageConfig#CREATED}. */
    static final long TIME = 315_619_200_000_000_000L;

    private final Step.Copy copy;
    private final Lowering at;
    private final String destination;
    private final Owner owner;

    private CopyLowering(Step.Copy copy, String destination, Lowering at) {
        this.copy = copy;
        this.at = at;
        this.destination = destination;
        this.owner =
                copy.options()
                        .owner()
                        .map(text -> Owners.of(text, at.tree()))
                        .orElse(new Owner.Ids(0, 0));
    }

    static Tree lower(Step.Copy copy, Lowering at) {
        String into = at.expand(copy.into());
        String path = Paths.resolve(at.config().workdir(), into);
        String destination = Paths.namesFolder(into) && !path.equals("/") ? path + "/" : path;
        CopyLowering lowering = new CopyLowering(copy, destination, at);
        return copy.options().link() && at.ambient().merges()
                ? lowering.onTopOf(at.tree())
                : lowering.onto(at.tree());
    }

    private Tree onTopOf(Tree base) {
        Tree layer = onto(Tree.scratch());
        if (!(base instanceof Output below)) {
            return layer;
        }
        return layer instanceof Output own
                ? at.output(new MergeOp(List.of(below, own)), Descriptions.ofLayer(copy))
                : base;
    }

    private Tree onto(Tree base) {
        return switch (copy.source()) {
            case Step.CopySource.Context _ -> fromContext(base);
            case Step.CopySource.Artifact artifact -> fromArtifact(artifact, base);
            case Step.CopySource.Image image -> fromImage(image, base);
            case Step.CopySource.Download download -> fromDownload(download, base);
            case Step.CopySource.Repository repository -> fromRepository(repository, base);
        };
    }

    /** What another builder has sent, at a path in a tree of its own. */
    static Tree alone(Facts.Made sent, Step.Copy copy, String destination, Lowering at) {
        CopyLowering lowering = new CopyLowering(copy, destination, at);
        CopyBuilder options = CopyOptions.builder().contentsOnly(true).time(TIME);
        return at.output(
                FileOp.of(
                        Tree.scratch(),
                        lowering.fromTree(sent.tree(), sent.path(), false, options)),
                copy);
    }

    /** The files of the project that {@code copy} selects, at a path in a tree of their own. */
    static Tree alone(Step.Copy copy, String destination, Lowering at) {
        return new CopyLowering(copy, destination, at).fromContext(Tree.scratch());
    }

    private Tree fromContext(Tree base) {
        Facts.ContextFiles files = at.facts().files(copy);
        if (files.matches().isEmpty()) {
            return base;
        }
        Tree source = at.upload(files, copy);
        boolean several = files.matches().size() > 1;
        List<FileAction> actions = new ArrayList<>();
        for (Facts.Match match : files.matches()) {
            boolean folder = several || match.wildcard() || unpack();
            String dest = folder ? asFolder(destination) : destination;
            String path = Paths.resolve("/" + files.folder(), match.path());
            actions.add(action(source, path, dest, options().unpack(unpack())));
        }
        return at.output(new FileOp(base, actions), copy);
    }

    private Tree fromArtifact(Step.CopySource.Artifact artifact, Tree base) {
        Facts.Taken taken = at.facts().artifact(artifact.recipe(), artifact.path());
        Facts.Made from = at.made(taken, copy);
        CopyBuilder options = artifactOptions();
        if (taken instanceof Facts.Brought) {
            // Times do not travel.
            options.time(TIME);
        }
        return at.output(FileOp.of(base, fromTree(from.tree(), from.path(), false, options)), copy);
    }

    private Tree fromImage(Step.CopySource.Image image, Tree base) {
        Platform platform = at.recipe().id().platform();
        Facts.BaseImage from = at.facts().image(image.name(), platform);
        Tree source =
                at.output(
                        new ImageSource(
                                from.reference(),
                                dev.jbuild.buildkit.llb.Platform.parse(platform.toString())),
                        copy);
        List<FileAction> actions = new ArrayList<>();
        for (String path : image.paths()) {
            boolean several = image.paths().size() > 1;
            actions.add(fromTree(source, Paths.resolve("/", path), several, artifactOptions()));
        }
        return at.output(new FileOp(base, actions), copy);
    }

    private CopyBuilder artifactOptions() {
        return options().exclude(copy.options().exclude()).unpack(unpack());
    }

    private FileAction fromTree(Tree source, String path, boolean several, CopyBuilder options) {
        boolean wildcard = isPattern(path);
        boolean ifExists = copy.options().ifExists() && !path.equals("/");
        return action(
                ifExists ? withFolder(source, path) : source,
                ifExists ? asPattern(path) : path,
                wildcard || several || unpack() ? asFolder(destination) : destination,
                wildcard || ifExists ? options.wildcard(ifExists) : options);
    }

    private static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    private boolean unpack() {
        return copy.options().unpack();
    }

    private CopyBuilder options() {
        CopyBuilder options =
                CopyOptions.builder()
                        .contentsOnly(true)
                        .followSymlink(copy.options().followLinks());
        if (!copy.options().keepTimes()) {
            options.time(TIME);
        }
        copy.options()
                .mode()
                .ifPresent(
                        mode -> {
                            if (Owner.isNumber(mode)) {
                                options.mode(Integer.parseInt(mode, 8));
                            } else {
                                options.modeText(mode);
                            }
                        });
        return options;
    }

    private FileAction action(Tree source, String path, String dest, CopyBuilder options) {
        return new FileAction.Copy(source, path, dest, owner, options.build());
    }

    /**
     * The same with the folder in which a path or pattern is looked for. BuildKit lets only what is
     * behind a wildcard be missing, and follows no link from the folder of that on. So there is a
     * wildcard in the last name alone, and the folders in front of it have to be there.
     */
    private Tree withFolder(Tree source, String path) {
        StringBuilder folder = new StringBuilder();
        for (String name : path.substring(1, path.lastIndexOf('/') + 1).split("/", -1)) {
            if (name.isEmpty() || isPattern(name)) {
                break;
            }
            folder.append('/').append(name);
        }
        return folder.isEmpty()
                ? source
                : at.output(
                        FileOp.of(
                                source,
                                new FileAction.Mkdir(
                                        folder.toString(), 0755, true, Owner.KEEP, TIME)),
                        copy);
    }

    /** The same path as a pattern in its last name. */
    private static String asPattern(String path) {
        if (isPattern(path)) {
            return path;
        }
        for (int i = path.lastIndexOf('/') + 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (Character.isLetterOrDigit(c) || c == '.' || c == '_') {
                return path.substring(0, i) + "[" + c + "]" + path.substring(i + 1);
            }
        }
        return path;
    }

    private Tree fromDownload(Step.CopySource.Download download, Tree base) {
        String url = download.url();
        String name = download.name();
        Digest sha256 = download.sha256().orElseGet(() -> at.facts().download(url));
        String place = at.facts().mayFetch() ? url : Nowhere.download(url);
        Tree source = at.output(new HttpSource(place, sha256.toString(), name, 0644), copy);
        return at.output(
                FileOp.of(
                        base,
                        action(
                                source,
                                "/" + name,
                                download.unpack() ? asFolder(destination) : destination,
                                options().unpack(download.unpack()))),
                copy);
    }

    private Tree fromRepository(Step.CopySource.Repository repository, Tree base) {
        String url = repository.at().url();
        String place = at.facts().mayFetch() ? url : Nowhere.repository(url);
        Tree source = at.output(new GitSource(place, at.facts().commit(repository.at())), copy);
        return at.output(
                FileOp.of(
                        base,
                        action(
                                source,
                                "/",
                                asFolder(destination),
                                options().exclude(copy.options().exclude()))),
                copy);
    }

    private static String asFolder(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
