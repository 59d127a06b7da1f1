package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/** The words that say what a target is. */
public final class TargetWords {
    private final Call call;

    TargetWords(Call call) {
        this.call = call;
    }

    /// Says what the target is for. `jbuild ls` and `jbuild doc` show it.
    ///
    /// ```groovy
    /// doc 'Compile and test'
    /// ```
    public void doc(@Nullable String text) {
        call.target().doc(call.text("the text", text));
    }

    /// Makes the target for one platform, whatever is asked for: `'native'`, the machine's own, or
    /// another.
    public void platform(@Nullable String name) {
        platform(Map.of(), name);
    }

    /// Makes the target for one platform, whatever is asked for: `'native'`, the machine's own, for
    /// what is the same everywhere, or another one.
    ///
    /// - `per:` `'target'`: only the steps run on that platform, and there is a result for each
    ///   platform asked for, as cross compilers make it.
    ///
    /// ```groovy
    /// platform 'native', per: 'target'
    /// env GOARCH: platform.arch
    /// ```
    public void platform(@Nullable Map<String, ?> options, @Nullable String name) {
        Options given = Options.of(call, options, WordOptions.PLATFORM);
        Platform platform = Platforms.named(call, call.text("the platform", name));
        Optional<String> per = given.text("per");
        if (per.isPresent() && !per.get().equals("target")) {
            throw call.mistakeAt(per.get(), "platform-per", "`per:` takes `'target'` only", "");
        }
        if (per.isPresent()) {
            call.target().runsOn(platform);
            return;
        }
        call.target().choose(platform);
        if (!platform.equals(call.target().platform())) {
            throw new TargetRun.OtherPlatform(platform);
        }
    }

    /// Declares an argument of the target that has to be given, and returns its value.
    public @Nullable String arg(@Nullable String name) {
        return arg(Map.of(), name);
    }

    /// Declares an argument of the target, which callers can pass by `args:`, and returns its
    /// value.
    public @Nullable String arg(@Nullable Map<String, ?> options, @Nullable String name) {
        return new TopWords(call).arg(options, name);
    }
}
