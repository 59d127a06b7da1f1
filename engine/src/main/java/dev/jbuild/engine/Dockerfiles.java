package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.DockerfileResult;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.LocalSource;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.engine.context.SourceFolders;
import dev.jbuild.engine.dockerfile.DockerfileReader;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.lower.Ambient;
import dev.jbuild.engine.lower.Facts;
import dev.jbuild.engine.lower.ImageConfig;
import dev.jbuild.engine.lower.Nowhere;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The Dockerfiles that targets start from: read by us, translated by the builder. */
final class Dockerfiles {
    private Dockerfiles() {}

    /** A Dockerfile as a recipe asks for it. */
    record Use(Step.Base.Dockerfile base, Platform platform) {}

    /** Hears which files were read. */
    @FunctionalInterface
    interface Witness {
        void read(Path file, Digest content) throws IOException;
    }

    /** Those of recipes, each with the first place that asks for it. */
    static SequencedMap<Use, SourceSpan> uses(Collection<Recipe> recipes) {
        SequencedMap<Use, SourceSpan> uses = new LinkedHashMap<>();
        for (Recipe recipe : recipes) {
            for (Step step : recipe.steps()) {
                if (step instanceof Step.From(Step.Base.Dockerfile base, SourceSpan span)) {
                    uses.putIfAbsent(new Use(base, recipe.runsOn()), span);
                }
            }
        }
        return uses;
    }

    /**
     * Reads them.
     *
     * @param witness is told of each file
     * @throws UserMistake when one is not there or cannot be read
     */
    static SequencedMap<Use, DockerfileText> read(
            Collection<Recipe> recipes, SourceFolders folders, Witness witness) throws UserMistake {
        SequencedMap<Use, DockerfileText> texts = new LinkedHashMap<>();
        for (Map.Entry<Use, SourceSpan> use : uses(recipes).entrySet()) {
            texts.put(use.getKey(), read(use.getKey(), folders, use.getValue(), witness));
        }
        return texts;
    }

    private static DockerfileText read(
            Use use, SourceFolders folders, SourceSpan span, Witness witness) throws UserMistake {
        try {
            Path file =
                    folders.resolve(use.base().folder(), use.base().file())
                            .orElseThrow(() -> new NoSuchFileException(use.base().file()));
            byte[] content = Files.readAllBytes(file);
            witness.read(file, Digest.of(content));
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return DockerfileReader.read(text, use.base().arguments(), use.platform());
        } catch (IOException e) {
            throw new UserMistake(
                    Diagnostic.at(
                            span,
                            "no-dockerfile",
                            e instanceof NoSuchFileException
                                    ? "there is no Dockerfile `" + use.base().file() + "`"
                                    : "cannot read `" + use.base().file() + "`: " + e.getMessage(),
                            "name another with `dockerfile:`, relative to the folder"));
        }
    }

    /**
     * Has the builder translate a Dockerfile, with its images pinned.
     *
     * @param context what receives the files that it may copy
     * @throws UserMistake when the builder finds a mistake in it
     */
    static Facts.DockerfileBase translate(
            Use use,
            SourceSpan span,
            Inputs inputs,
            LocalSource context,
            Ambient ambient,
            Gateway gateway)
            throws BuildException, BuildkitException, InterruptedException {
        String text =
                inputs.dockerfile(use.base(), use.platform())
                        .with(
                                name -> inputs.image(name, use.platform()).reference(),
                                name -> inputs.image(name, use.base().readOn()).reference());
        FileAction file = new FileAction.Mkfile("/Dockerfile", 0644, Bytes.of(text));
        try {
            DockerfileResult result =
                    gateway.dockerfile(
                            Definition.of(FileOp.of(Tree.scratch(), file).vertex().output()),
                            Definition.of(context.vertex().output()),
                            options(use, ambient));
            return new Facts.DockerfileBase(
                    result.tree(),
                    ImageConfig.of(result.imageConfig().getBytes(StandardCharsets.UTF_8)));
        } catch (BuildkitException.PassingError passing) {
            throw passing;
        } catch (BuildkitException.DaemonError | BuildkitException.StepFailed e) {
            if (Nowhere.wasAsked(e)) {
                throw new UserMistake(
                        Nowhere.mistake("what `" + use.base().file() + "` starts from", span));
            }
            throw mistake(use, span, e.getMessage());
        } catch (IOException e) {
            throw mistake(use, span, "the configuration of its image is unreadable");
        }
    }

    private static UserMistake mistake(Use use, SourceSpan span, String problem) {
        return new UserMistake(
                Diagnostic.at(
                        span,
                        "dockerfile",
                        "`" + use.base().file() + "` cannot be built: " + problem,
                        "`docker build` says the same of it"));
    }

    private static Map<String, String> options(Use use, Ambient ambient) {
        Map<String, String> options = new TreeMap<>();
        options.put("filename", "Dockerfile");
        options.put("platform", use.platform().toString());
        use.base().stage().ifPresent(stage -> options.put("target", stage));
        if (ambient.anew()) {
            options.put("no-cache", "");
        }
        // As `docker build` does; these are in no key and no image.
        ambient.proxy()
                .ifPresent(
                        proxy -> {
                            argument(options, "HTTP_PROXY", proxy.http());
                            argument(options, "HTTPS_PROXY", proxy.https());
                            argument(options, "FTP_PROXY", proxy.ftp());
                            argument(options, "NO_PROXY", proxy.no());
                            argument(options, "ALL_PROXY", proxy.all());
                        });
        use.base().arguments().forEach((name, value) -> options.put("build-arg:" + name, value));
        return options;
    }

    private static void argument(Map<String, String> options, String name, String value) {
        if (!value.isEmpty()) {
            options.put("build-arg:" + name, value);
        }
    }
}
