package dev.jbuild.dsl;

import dev.jbuild.dsl.compile.CompiledScript;
import dev.jbuild.dsl.compile.ScriptCompiler;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.script.BuildFile;
import dev.jbuild.model.Folder;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The compiled build files of a project, each once. */
final class Scripts {
    private final ProjectFiles files;
    private final Map<Folder, Optional<CompiledScript>> compiled = new HashMap<>();

    /** Folders of files that are being compiled, each for the one before. */
    private final Set<Folder> open = new LinkedHashSet<>();

    Scripts(ProjectFiles files) {
        this.files = files;
    }

    /**
     * The build file of a folder; empty when it has none.
     *
     * @throws UserMistake with what is wrong in it, or in one that it has functions of
     */
    Optional<CompiledScript> of(Folder folder) throws UserMistake, EnvironmentFailure {
        Optional<CompiledScript> known = compiled.get(folder);
        if (known != null) {
            return known;
        }
        if (!open.add(folder)) {
            throw new UserMistake(circle(folder));
        }
        try {
            Optional<CompiledScript> script = compile(folder);
            compiled.put(folder, script);
            return script;
        } finally {
            open.remove(folder);
        }
    }

    private Optional<CompiledScript> compile(Folder folder) throws UserMistake, EnvironmentFailure {
        Optional<SourceText> source = files.buildFile(folder);
        return source.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ScriptCompiler.compile(
                                new BuildFile(source.get(), folder, files.root(folder)), this::of));
    }

    private Diagnostic circle(Folder folder) {
        StringBuilder way = new StringBuilder();
        open.stream()
                .dropWhile(each -> !each.equals(folder))
                .forEach(each -> way.append(each.file(Buildfiles.FILE_NAME)).append(" -> "));
        return Diagnostic.of(
                "import-circle",
                "build files take functions of each other: "
                        + way
                        + folder.file(Buildfiles.FILE_NAME),
                "move the functions to a file that takes none of these");
    }
}
