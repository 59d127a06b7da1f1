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

    /** Says what the target is for. */
    public void doc(@Nullable String text) {
        call.target().doc(call.text("the text", text));
    }

    /** Makes the target for one platform, whatever is asked for: {@code 'native'} or another. */
    public void platform(@Nullable String name) {
        platform(Map.of(), name);
    }

    /**
     * Makes the target on one platform; with {@code per: 'target'}, the result stays one per
     * platform that is asked for.
     */
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

    /** Declares a required argument of the target and reads it. */
    public @Nullable String arg(@Nullable String name) {
        return arg(Map.of(), name);
    }

    /** Declares an argument of the target and reads it. */
    public @Nullable String arg(@Nullable Map<String, ?> options, @Nullable String name) {
        return new TopWords(call).arg(options, name);
    }
}
