package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.SourceText;

import groovy.lang.Script;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The class that a compiled build file extends.
 *
 * <p>The compiler puts the method for the group that has the word before it, with the place of the
 * call: {@code run 'make'} becomes {@code this.runWords(7, 5, 7, 15).run('make')}. So every step
 * knows where it is written, words work in methods of the build file as well, and no word can be
 * taken for a method of {@link groovy.lang.Closure}, as {@code run} otherwise is (GROOVY-11386).
 */
public abstract class BuildScript extends Script {
    private @Nullable BuildFile written;
    private @Nullable ScriptRun started;
    private List<BuildScript> imported = List.of();

    protected BuildScript() {}

    /**
     * Says what it is compiled from.
     *
     * @param imports the files that it has functions of
     */
    public final void isOf(BuildFile file, List<BuildScript> imports) {
        written = file;
        imported = List.copyOf(imports);
    }

    /** Its file, then those that it has functions of, and so on. */
    final List<BuildFile> files() {
        List<BuildFile> files = new ArrayList<>();
        files.add(Objects.requireNonNull(written));
        imported.forEach(each -> files.addAll(each.files()));
        return files;
    }

    final void begin(ScriptRun run) {
        started = run;
        imported.forEach(each -> each.begin(run));
    }

    private ScriptRun current() {
        return Objects.requireNonNull(started);
    }

    /** The words outside of targets. */
    public final TopWords topWords(int line, int column, int lastLine, int lastColumn) {
        return new TopWords(call(line, column, lastLine, lastColumn));
    }

    public final TargetWords targetWords(int line, int column, int lastLine, int lastColumn) {
        return new TargetWords(call(line, column, lastLine, lastColumn));
    }

    public final SourceWords sourceWords(int line, int column, int lastLine, int lastColumn) {
        return new SourceWords(call(line, column, lastLine, lastColumn));
    }

    public final SettingWords settingWords(int line, int column, int lastLine, int lastColumn) {
        return new SettingWords(call(line, column, lastLine, lastColumn));
    }

    public final RunWords runWords(int line, int column, int lastLine, int lastColumn) {
        return new RunWords(call(line, column, lastLine, lastColumn));
    }

    public final ServiceWords serviceWords(int line, int column, int lastLine, int lastColumn) {
        return new ServiceWords(call(line, column, lastLine, lastColumn));
    }

    public final ResultWords resultWords(int line, int column, int lastLine, int lastColumn) {
        return new ResultWords(call(line, column, lastLine, lastColumn));
    }

    public final DeployWords deployWords(int line, int column, int lastLine, int lastColumn) {
        return new DeployWords(call(line, column, lastLine, lastColumn));
    }

    private Call call(int line, int column, int lastLine, int lastColumn) {
        current().surroundings().meter().at(source(), line);
        return new Call(
                current(),
                Objects.requireNonNull(written),
                new SourceText.Place(line, column, lastLine, lastColumn));
    }

    /**
     * Calls a function of another file.
     *
     * @param file its place among the files that this one has functions of
     */
    public final void callImported(int file, String name, List<?> values) {
        ImportedFunction.call(imported.get(file), name, values);
    }

    /** Counts a step of the build file; ends it when there are too many. */
    public final void tick(int line) {
        current().surroundings().meter().step(source(), line);
    }

    private SourceText source() {
        return Objects.requireNonNull(written).source();
    }

    /** What regular expressions do with a text, counted. */
    public final Patterns patterns(@Nullable CharSequence text) {
        return new Patterns(text, current().surroundings().meter());
    }

    /** The same, and null for no text. */
    public final @Nullable Patterns patternsOrNull(@Nullable CharSequence text) {
        return text == null ? null : patterns(text);
    }

    /** The text of an interpolated value. */
    public final String textOf(
            @Nullable Object value, int line, int column, int lastLine, int lastColumn) {
        String text = Interpolation.textOf(value);
        if (text != null) {
            return text;
        }
        Call place = call(line, column, lastLine, lastColumn);
        if (value == null) {
            throw place.mistake(
                    "null-value",
                    "`" + place.written() + "` is null",
                    "give a default: `${" + place.written() + " ?: 'default'}`");
        }
        throw place.mistake(
                "no-text",
                "`" + place.written() + "` is no text, number or truth value",
                "join a list with `.join(' ')`");
    }

    /// The commit that the project is at; each of its values is null outside of a repository.
    public final Git getGit() {
        return current().surroundings().git();
    }

    /// The platform that the target is evaluated for; outside of a target the native one.
    public final PlatformFacts getPlatform() {
        return new PlatformFacts(current().platform());
    }

    /// The platform that runs without emulation.
    public final PlatformFacts getNativePlatform() {
        return new PlatformFacts(facts().nativePlatform());
    }

    /// The platform of the machine that jbuild runs on.
    public final PlatformFacts getUserPlatform() {
        return new PlatformFacts(facts().userPlatform());
    }

    /// The name of the target that is evaluated; null outside of targets.
    public final @Nullable String getTarget() {
        TargetRun target = current().current();
        return target == null ? null : target.name();
    }

    /// Whether the build pushes: `true` with `--push`.
    public final boolean getPush() {
        return facts().push();
    }

    /// Whether the environment variable `CI` is set, and not to `false`.
    public final boolean getCi() {
        String ci = current().surroundings().outside().variable("CI").orElse("");
        return !ci.isEmpty() && !ci.equals("false");
    }

    private RequestFacts facts() {
        return current().surroundings().request();
    }
}
