package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.SourceSpan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which lines of build files are being run. */
final class CallPath {
    private CallPath() {}

    /** The lines, innermost first and each once. */
    static List<SourceSpan> of(List<BuildFile> files) {
        Map<String, SourceText> sources =
                files.stream()
                        .map(BuildFile::source)
                        .collect(
                                Collectors.toMap(
                                        SourceText::stackName,
                                        Function.identity(),
                                        (first, _) -> first));
        List<StackWalker.StackFrame> frames = StackWalker.getInstance().walk(Stream::toList);
        Set<SourceSpan> lines = new LinkedHashSet<>();
        boolean imported = false;
        for (StackWalker.StackFrame frame : frames) {
            SourceText source = sources.get(String.valueOf(frame.getFileName()));
            if (frame.getClassName().equals(ImportedFunction.class.getName())) {
                // What calls it stands at the import, where nobody called anything.
                imported = true;
            } else if (source != null && frame.getLineNumber() > 0) {
                if (!imported) {
                    lines.add(source.wholeLine(frame.getLineNumber()));
                }
                imported = false;
            }
        }
        return List.copyOf(lines);
    }
}
