package dev.jbuild.cli.command;

import dev.jbuild.model.Checkout;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of build files that mistakes and failures point at, for those who had no text at hand.
 */
final class SourceLines {
    private final Path root;
    private final Map<GitRef, Checkout> checkouts;

    /**
     * @param root folder of the project
     * @param checkouts the other repositories that its build files are in
     */
    SourceLines(Path root, Map<GitRef, Checkout> checkouts) {
        this.root = root;
        this.checkouts = Map.copyOf(checkouts);
    }

    /** Empty when the file is not there, or no longer has the line. */
    Optional<String> at(SourceSpan span) {
        try {
            String text = Files.readString(place(span.file()), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            return span.line() <= lines.size()
                    ? Optional.of(lines.get(span.line() - 1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path place(String file) {
        for (Map.Entry<GitRef, Checkout> elsewhere : checkouts.entrySet()) {
            String prefix = elsewhere.getKey() + "/";
            if (file.startsWith(prefix)) {
                return elsewhere.getValue().root().resolve(file.substring(prefix.length()));
            }
        }
        return root.resolve(file);
    }

    /** The same mistakes, each with its line. */
    UserMistake in(UserMistake mistake) {
        return new UserMistake(mistake.diagnostics().stream().map(this::with).toList());
    }

    private Diagnostic with(Diagnostic mistake) {
        return new Diagnostic(
                mistake.code(),
                mistake.message(),
                mistake.span(),
                mistake.sourceLine().or(() -> mistake.span().flatMap(this::at)),
                mistake.hint());
    }
}
